import type { Disk } from '../disk/disk.js';
import { PREALLOCATE_BYTES, UNALLOCATED_BYTES_MIN } from '../limits.js';
import type { Segment } from './segment.js';

const ZEROS = Buffer.alloc(PREALLOCATE_BYTES);

/**
 * The end of the segment that is being written, with zeros allocated ahead of it: a flush that
 * need not also record the file's growth costs half as much. The zeros are written beside the
 * appends, never across one. For large records it is not worth the zeros.
 */
export class SegmentTail {
  readonly file: number;
  readonly segment: Segment;
  readonly #disk: Disk;
  #allocated: number;
  #allocating: Promise<void> | undefined;
  #failure: unknown;

  constructor(disk: Disk, file: number, segment: Segment) {
    this.#disk = disk;
    this.file = file;
    this.segment = segment;
    this.#allocated = segment.end;
  }

  /** Waits until the next `length` bytes are allocated; a large record needs no allocation. */
  async room(length: number): Promise<void> {
    if (length >= UNALLOCATED_BYTES_MIN) {
      // The record must not meet zeros that are still on their way.
      await this.#allocating;
      this.throwIfFailed();
      this.#allocated = Math.max(this.#allocated, this.segment.end + length);
      return;
    }
    while (this.segment.end + length > this.#allocated) {
      await (this.#allocating ?? this.#allocate(Math.max(length, PREALLOCATE_BYTES)));
      this.throwIfFailed();
    }
  }

  /** Begins, if need be, to allocate for records like the last one; nobody waits for it. */
  allocateAhead(length: number): void {
    if (length >= UNALLOCATED_BYTES_MIN) return;
    const ahead = Math.max(PREALLOCATE_BYTES >> 1, 2 * length);
    if (this.#allocating !== undefined || this.#allocated - this.segment.end >= ahead) return;
    this.#allocating = this.#allocate(2 * ahead).then(
      () => {
        this.#allocating = undefined;
      },
      (error: unknown) => {
        this.#allocating = undefined;
        // A failed flush may be one of a record as well: the log has to know.
        this.#failure = error;
      },
    );
  }

  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure as Error;
  }

  /** Gives unused room back and closes the file. */
  async close(giveBack: boolean): Promise<void> {
    await this.#allocating;
    try {
      if (giveBack) this.#disk.truncate(this.file, this.segment.end);
    } finally {
      this.#disk.close(this.file);
    }
  }

  async #allocate(length: number): Promise<void> {
    const end = Math.max(this.#allocated, this.segment.end + length);
    for (let at = this.#allocated; at < end; at += ZEROS.length) {
      await this.#disk.write(this.file, ZEROS.subarray(0, end - at), at);
    }
    await this.#disk.flush(this.file);
    this.#allocated = end;
  }
}
