import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { diskFailed } from '../disk/disk-error.js';
import type { Disk } from '../disk/disk.js';
import { SEGMENT_BYTES_MAX, WRITE_INLINE_BYTES_MAX } from '../limits.js';
import { Flusher } from './flusher.js';
import { logCorrupt, type OpenedSegments } from './open-segments.js';
import { isPayloadIntact, readRecordHeader, RECORD_HEADER_BYTES } from './record.js';
import { segmentName, SegmentReaders, segmentOf, type Segment } from './segment.js';
import { SegmentTail } from './segment-tail.js';

export interface BlockLogOptions {
  readonly disk: Disk;
  readonly directory: string;
  /** Smaller in tests. */
  readonly segmentBytesMax?: number;
}

/**
 * The append-only log of blocks, and the commit of the embedded ledger: what append has answered
 * is on the disk. After a write or a flush that failed, nothing is acknowledged any more: what a
 * failed flush has left on the disk is not known, and flushing again would not tell.
 */
export class BlockLog {
  readonly #disk: Disk;
  readonly #directory: string;
  readonly #segmentBytesMax: number;
  readonly #segments: Segment[];
  readonly #readers: SegmentReaders;
  readonly #flusher: Flusher;
  #tail: SegmentTail | undefined;
  #height: number;
  #failure: BondledgerError | undefined;

  /** A log of segments that openSegments has read; their torn end, if any, is overwritten. */
  constructor(options: BlockLogOptions, opened: OpenedSegments) {
    this.#disk = options.disk;
    this.#directory = options.directory;
    this.#segmentBytesMax = options.segmentBytesMax ?? SEGMENT_BYTES_MAX;
    this.#segments = opened.segments;
    this.#height = opened.height;
    this.#readers = new SegmentReaders(options.disk);
    this.#flusher = new Flusher(options.disk);
  }

  /** The newest block; -1 where there is none. */
  get height(): number {
    return this.#height;
  }

  /** Why nothing is acknowledged any more. */
  get failure(): BondledgerError | undefined {
    return this.#failure;
  }

  /** Makes ready to append: cuts a torn end off and allocates room. Rejects with DISK_FAILED. */
  async startWriting(): Promise<void> {
    const last = this.#segments.at(-1);
    try {
      if (last === undefined) await this.#roll(0);
      else await this.#write(last, 'write');
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /**
   * Appends the block of the next height with one write and one flush. Only one append may be on
   * its way. Rejects with DISK_FAILED, and from then on always.
   *
   * @param isAlone whether this thread has nothing else to do, as far as its caller knows
   */
  async append(record: Buffer, isAlone = false): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      const tail = await this.#tailFor(record.length);
      const offset = tail.segment.end;
      await tail.room(record.length);
      if (record.length <= WRITE_INLINE_BYTES_MAX) {
        this.#disk.writeNow(tail.file, record, offset);
      } else {
        await this.#disk.write(tail.file, record, offset);
      }
      await this.#flusher.flush(tail.file, isAlone);
      tail.throwIfFailed();
      tail.segment.offsets.push(offset);
      tail.segment.end = offset + record.length;
      this.#height += 1;
      tail.allocateAhead(record.length);
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /** The payload of a block. Rejects with BLOCK_UNKNOWN, LOG_CORRUPT. */
  async read(height: number): Promise<Buffer> {
    const segment = segmentOf(this.#segments, height);
    const offset = segment?.offsets[height - segment.first];
    if (segment === undefined || offset === undefined) {
      throw new BondledgerError({ code: 'BLOCK_UNKNOWN', params: { height: height.toString() } });
    }
    const end = segment.offsets[height - segment.first + 1] ?? segment.end;
    const record = await this.#readers.read(segment, offset, end - offset);
    const header = readRecordHeader(record);
    if (header?.height !== height) throw logCorrupt(height, segment.path, offset, 'header');
    const payload = record.subarray(RECORD_HEADER_BYTES, RECORD_HEADER_BYTES + header.length);
    if (!isPayloadIntact(header, payload)) {
      throw logCorrupt(height, segment.path, offset, 'payload');
    }
    return payload;
  }

  /** Bytes of all the records. */
  get bytes(): number {
    return this.#segments.reduce((sum, { end }) => sum + end, 0);
  }

  async close(): Promise<void> {
    this.#readers.close();
    const tail = this.#tail;
    this.#tail = undefined;
    if (tail !== undefined) await tail.close(this.#failure === undefined);
  }

  async #tailFor(length: number): Promise<SegmentTail> {
    const tail = this.#tail;
    if (tail === undefined) throw new BondledgerError({ code: 'LEDGER_CLOSED' });
    const { end, first, offsets } = tail.segment;
    if (end === 0 || end + length <= this.#segmentBytesMax) return tail;
    await tail.close(true);
    return this.#roll(first + offsets.length);
  }

  async #roll(first: number): Promise<SegmentTail> {
    const path = join(this.#directory, segmentName(first));
    const segment: Segment = { first, path, offsets: [], end: 0 };
    const tail = await this.#write(segment, 'create');
    this.#segments.push(segment);
    await this.#disk.flushDirectory(this.#directory);
    return tail;
  }

  async #write(segment: Segment, access: 'create' | 'write'): Promise<SegmentTail> {
    const file = this.#disk.open(segment.path, access);
    this.#disk.truncate(file, segment.end);
    const tail = new SegmentTail(this.#disk, file, segment);
    this.#tail = tail;
    await tail.room(1);
    return tail;
  }

  #fail(error: unknown): BondledgerError {
    this.#failure ??= diskFailed(error);
    return this.#failure;
  }
}
