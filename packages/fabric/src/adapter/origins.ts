import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';

/** Where a block of the ledger comes from, and what it follows. */
export interface Origin {
  /** The number of the channel's block. */
  readonly number: bigint;
  /** Hash of the header before it, hex. */
  readonly previous: string;
}

/** The origin of every block of the ledger, by height. */
export interface Origins {
  readonly count: number;
  at(height: number): Origin | undefined;
  push(origin: Origin): void;
}

/** Origins in memory. */
export class MemoryOrigins implements Origins {
  readonly #all: Origin[] = [];

  get count(): number {
    return this.#all.length;
  }

  at(height: number): Origin | undefined {
    return this.#all[height];
  }

  push(origin: Origin): void {
    this.#all.push(origin);
  }
}

const NUMBER_BYTES = 8;
const HASH_BYTES = 32;
const RECORD_BYTES = NUMBER_BYTES + HASH_BYTES;

/**
 * Origins in a file of records of one length: 8 bytes of number, 32 of hash. What a full disk left
 * half written is written over: each record has its place.
 */
export class OriginsFile implements Origins {
  readonly #file: number;
  #written: number;
  #waiting: Origin[] = [];

  constructor(path: string) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    this.#written = Math.floor(fstatSync(this.#file).size / RECORD_BYTES);
  }

  get count(): number {
    return this.#written + this.#waiting.length;
  }

  at(height: number): Origin | undefined {
    if (height >= this.#written) return this.#waiting[height - this.#written];
    if (height < 0) return undefined;
    const record = Buffer.alloc(RECORD_BYTES);
    readSync(this.#file, record, 0, RECORD_BYTES, height * RECORD_BYTES);
    return {
      number: record.readBigUInt64BE(0),
      previous: record.toString('hex', NUMBER_BYTES),
    };
  }

  push(origin: Origin): void {
    this.#waiting.push(origin);
  }

  /** Writes what waits. */
  settle(): void {
    if (this.#waiting.length === 0) return;
    const records = Buffer.alloc(this.#waiting.length * RECORD_BYTES);
    for (const [at, { number, previous }] of this.#waiting.entries()) {
      records.writeBigUInt64BE(number, at * RECORD_BYTES);
      records.write(previous, at * RECORD_BYTES + NUMBER_BYTES, 'hex');
    }
    const start = this.#written * RECORD_BYTES;
    for (let at = 0; at < records.length;) {
      at += writeSync(this.#file, records, at, records.length - at, start + at);
    }
    this.#written += this.#waiting.length;
    this.#waiting = [];
  }

  /** Forgets all but the first. */
  truncate(count: number): void {
    ftruncateSync(this.#file, count * RECORD_BYTES);
    this.#written = count;
    this.#waiting = [];
  }

  close(): void {
    closeSync(this.#file);
  }
}
