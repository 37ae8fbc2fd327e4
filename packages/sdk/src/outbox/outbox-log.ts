import type { OutboxDisk } from './outbox-disk.js';
import { encodeFileHeader, encodeRecord, type Mark } from './outbox-file.js';
import type { RecordSeal } from './record-seal.js';

/** What is allocated at a time: a flush that need not record the file's growth costs half. */
const ALLOCATE_BYTES = 512 * 1024;
/** From this size on a record is written without room allocated for it. */
const UNALLOCATED_BYTES_MIN = 128 * 1024;
/** How far a file grows beyond twice what it kept when it was made. */
const GROWTH_BYTES_MAX = 6 * 1024 * 1024;
const ZEROS = Buffer.alloc(ALLOCATE_BYTES);
/** Up to this size a write into the page cache is quicker than a change of thread. */
const INLINE_BYTES_MAX = 64 * 1024;

/**
 * The file of an outbox. Records are appended, small ones to room allocated ahead; when the
 * file has grown enough, a new one takes its place, with the entries that are still kept. So the
 * file stays as small as what it keeps, and no record in it is ever written over.
 */
export class OutboxLog {
  readonly #disk: OutboxDisk;
  readonly #path: string;
  readonly #seal: RecordSeal;
  /** By identifier, oldest first. */
  readonly #kept: Map<number, Uint8Array>;
  #file: number | undefined;
  #end = 0;
  /** Where the allocated room ends. */
  #size = 0;
  /** A record that would end behind this goes into a new file. */
  #most = 0;
  #record = 0;
  /** The newest record that is known to be on the disk. */
  #flushed = 0;
  #flushing: Promise<void> | undefined;
  #replacing: Promise<void> | undefined;
  #nextId: number;

  private constructor(
    disk: OutboxDisk,
    path: string,
    seal: RecordSeal,
    kept: ReadonlyMap<number, Uint8Array>,
    nextId: number,
  ) {
    this.#disk = disk;
    this.#path = path;
    this.#seal = seal;
    this.#kept = new Map(kept);
    this.#nextId = nextId;
  }

  /** Makes a new file with these entries in the place of any that is there. */
  static async create(
    disk: OutboxDisk,
    path: string,
    seal: RecordSeal,
    kept: ReadonlyMap<number, Uint8Array>,
    nextId: number,
  ): Promise<OutboxLog> {
    const log = new OutboxLog(disk, path, seal, kept, nextId);
    await log.#replace();
    return log;
  }

  /** Writes marks as one record. Records are written one after the other. */
  async write(marks: readonly Mark[]): Promise<void> {
    for (const { id, bytes } of marks) {
      if (bytes === undefined) this.#kept.delete(id);
      else this.#kept.set(id, bytes);
      this.#nextId = Math.max(this.#nextId, id + 1);
    }
    const number = this.#record + 1;
    const record = encodeRecord(this.#seal, number, { marks, flushed: this.#flushed });
    const file = this.#file;
    const end = this.#end + record.length;
    if (file === undefined || end > this.#most) {
      await this.#replace();
      return;
    }
    await this.#allocate(file, end, record.length);
    if (record.length <= INLINE_BYTES_MAX) this.#disk.writeNow(file, record, this.#end);
    else await this.#disk.write(file, record, this.#end);
    this.#end = end;
    this.#record = number;
  }

  /** All that was written before is on the disk when this answers. One flush at a time. */
  async flush(): Promise<void> {
    // A new file is flushed as a whole, and the old one is closed when it is there.
    if (this.#replacing !== undefined) return this.#replacing;
    const [file, number] = [this.#file, this.#record];
    if (file === undefined || number === this.#flushed) return;
    this.#flushing = this.#disk.flush(file);
    try {
      await this.#flushing;
    } finally {
      this.#flushing = undefined;
    }
    this.#flushed = Math.max(this.#flushed, number);
  }

  close(): void {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) this.#disk.close(file);
  }

  /** Zeros ahead of the records, flushed with the next one. For a large record not worth it. */
  async #allocate(file: number, end: number, length: number): Promise<void> {
    if (end <= this.#size) return;
    if (length < UNALLOCATED_BYTES_MIN) await this.#disk.write(file, ZEROS, this.#size);
    this.#size = length < UNALLOCATED_BYTES_MIN ? this.#size + ZEROS.length : end;
  }

  async #replace(): Promise<void> {
    this.#replacing = this.#newFile();
    try {
      await this.#replacing;
    } finally {
      this.#replacing = undefined;
    }
  }

  async #newFile(): Promise<void> {
    await this.#flushing;
    const marks: readonly Mark[] = Array.from(this.#kept, ([id, bytes]) => ({ id, bytes }));
    const header = encodeFileHeader(this.#nextId);
    const bytes =
      marks.length === 0
        ? header
        : Buffer.concat([header, encodeRecord(this.#seal, 1, { marks, flushed: 0 })]);
    const size = bytes.length + ALLOCATE_BYTES;
    const file = await this.#disk.replaceFile(this.#path, bytes, size);
    this.close();
    this.#file = file;
    this.#end = bytes.length;
    this.#size = size;
    this.#most = 2 * bytes.length + GROWTH_BYTES_MAX;
    this.#record = marks.length === 0 ? 0 : 1;
    this.#flushed = this.#record;
  }
}
