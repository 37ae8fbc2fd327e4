import type { OutboxDisk } from '../../src/outbox/outbox-disk.js';

/** A number from 0 to below this one, drawn anew each time. */
export type Draw = (below: number) => number;

const SECTOR_BYTES = 512;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await turn();
}

/** What was written to a file, and what of it is there after the power was lost. */
class LosingFile {
  #bytes = Buffer.alloc(0);
  /** What each sector may hold: as it was flushed, then as each later write left it. */
  readonly #sectors = new Map<number, Buffer[]>();
  readonly #sizes = [0];

  write(bytes: Uint8Array, position: number): void {
    const end = position + bytes.length;
    const size = Math.max(this.#bytes.length, end);
    this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(size - this.#bytes.length)]);
    this.#bytes.set(bytes, position);
    this.#sizes.push(size);
    for (let at = position - (position % SECTOR_BYTES); at < end; at += SECTOR_BYTES) {
      const states = this.#sectors.get(at) ?? [Buffer.alloc(0)];
      states.push(Buffer.from(this.#bytes.subarray(at, at + SECTOR_BYTES)));
      this.#sectors.set(at, states);
    }
  }

  /** What is to be called when what was written until now is on the disk. */
  beginFlush(): () => void {
    const states = [...this.#sectors.values()].map((each) => [each, each.at(-1)] as const);
    const size = this.#bytes.length;
    return () => {
      for (const [each, newest] of states) {
        each.splice(0, newest === undefined ? 0 : each.indexOf(newest));
      }
      this.#sizes.splice(0, this.#sizes.indexOf(size));
    };
  }

  afterKill(): Buffer {
    return Buffer.from(this.#bytes);
  }

  /** Of each sector any state since its last flush, whatever the others have. */
  afterPowerLoss(draw: Draw): Buffer {
    const file = Buffer.alloc(this.#sizes[draw(this.#sizes.length)] ?? 0);
    for (const [at, states] of this.#sectors) {
      if (at < file.length) states[draw(states.length)]?.copy(file, at);
    }
    return file;
  }
}

/**
 * A disk in memory whose calls take some turns, of which one may fail, and which knows all that
 * may be left of its one file when the process or the machine ends.
 */
export class LosingDisk {
  /** Descriptors that are open. */
  readonly open = new Map<number, LosingFile>();
  /** What was asked of a descriptor that was closed, and flushes beside one another. */
  readonly misuse: string[] = [];
  readonly #draw: Draw;
  #callsUntilFailure: number;
  /** What the name may stand for after a power loss; the last one is it for now. */
  #named: LosingFile[] = [];
  #descriptors = 0;
  #flushes = 0;

  /** @param failing Which call fails, from 1. */
  constructor(draw: Draw, failing = Infinity) {
    this.#draw = draw;
    this.#callsUntilFailure = failing;
  }

  readonly port: OutboxDisk = {
    readFile: () => this.#named.at(-1)?.afterKill(),
    replaceFile: async (_path, bytes, size) => {
      const file = new LosingFile();
      await this.#answer();
      file.write(bytes, 0);
      file.write(Buffer.alloc(size - bytes.length), bytes.length);
      file.beginFlush()();
      this.#named.push(file);
      await this.#answer();
      this.#named = [file];
      this.#descriptors += 1;
      this.open.set(this.#descriptors, file);
      return this.#descriptors;
    },
    writeNow: (descriptor, bytes, position) => {
      const file = this.#opened(descriptor);
      this.#failOrNot();
      file.write(bytes, position);
    },
    write: async (descriptor, bytes, position) => {
      const half = Math.ceil((position + bytes.length / 2) / SECTOR_BYTES) * SECTOR_BYTES;
      const first = bytes.subarray(0, half - position);
      this.#opened(descriptor).write(first, position);
      await this.#answer();
      this.#opened(descriptor).write(bytes.subarray(first.length), position + first.length);
    },
    flush: async (descriptor) => {
      this.#flushes += 1;
      if (this.#flushes > 1) this.misuse.push('two flushes at once');
      const flushed = this.#opened(descriptor).beginFlush();
      await this.#answer().finally(() => (this.#flushes -= 1));
      this.#opened(descriptor);
      flushed();
    },
    close: (descriptor) => {
      this.#opened(descriptor);
      this.open.delete(descriptor);
    },
  };

  afterKill(): Buffer {
    return this.#named.at(-1)?.afterKill() ?? Buffer.alloc(0);
  }

  afterPowerLoss(): Buffer {
    const file = this.#named[this.#draw(this.#named.length)];
    return file?.afterPowerLoss(this.#draw) ?? Buffer.alloc(0);
  }

  #opened(descriptor: number): LosingFile {
    const file = this.open.get(descriptor);
    if (file !== undefined) return file;
    this.misuse.push(`${descriptor} is closed`);
    throw new Error('EBADF');
  }

  async #answer(): Promise<void> {
    await turns(this.#draw(4));
    this.#failOrNot();
  }

  #failOrNot(): void {
    this.#callsUntilFailure -= 1;
    if (this.#callsUntilFailure === 0) throw new Error('EIO');
  }
}
