import { join } from 'node:path';
import type { Disk } from '../disk/disk.js';
import { OPEN_SEGMENTS_MAX } from '../limits.js';

const SUFFIX = '.log';
const DIGITS = 16;

/** A file of the block log: the blocks from `first` on, and where each of them begins in it. */
export interface Segment {
  readonly first: number;
  readonly path: string;
  readonly offsets: number[];
  /** Where the last record ends. */
  end: number;
}

/** A segment's file is named by its first height, so that a listing is in order. */
export const segmentName = (first: number): string =>
  `${first.toString().padStart(DIGITS, '0')}${SUFFIX}`;

/** The segments of a directory in order, not yet scanned. */
export function listSegments(disk: Disk, directory: string): Segment[] {
  const names = disk.list(directory) ?? [];
  const segments: Segment[] = [];
  for (const name of names) {
    const digits = name.slice(0, -SUFFIX.length);
    if (!name.endsWith(SUFFIX) || !/^\d{16}$/.test(digits)) continue;
    segments.push({ first: Number(digits), path: join(directory, name), offsets: [], end: 0 });
  }
  return segments;
}

/** The segment that holds a height, or undefined. `segments` are in order. */
export function segmentOf(segments: readonly Segment[], height: number): Segment | undefined {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.first ?? Infinity) <= height) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  if (segment === undefined || height < segment.first) return undefined;
  return height - segment.first < segment.offsets.length ? segment : undefined;
}

/** Descriptors for reading, the ones used longest ago closed first. */
export class SegmentReaders {
  readonly #disk: Disk;
  readonly #open = new Map<string, number>();
  #reads = 0;
  #closing = false;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Bytes of a segment. Throws a RangeError where it has not that many. */
  async read(segment: Segment, position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafeSlow(length);
    this.#reads += 1;
    try {
      const got = await this.#disk.read(this.#descriptor(segment.path), bytes, position);
      if (got < length) throw new RangeError('the segment ends too early');
      return bytes;
    } finally {
      this.#reads -= 1;
      if (this.#reads === 0) this.#closeOldest(this.#closing ? 0 : OPEN_SEGMENTS_MAX);
    }
  }

  /** Closes the files, at once or when the last read that is on its way has ended. */
  close(): void {
    this.#closing = true;
    if (this.#reads === 0) this.#closeOldest(0);
  }

  #descriptor(path: string): number {
    const file = this.#open.get(path) ?? this.#disk.open(path, 'read');
    this.#open.delete(path);
    this.#open.set(path, file);
    return file;
  }

  /** Only while nothing is being read: a descriptor in use must not be closed. */
  #closeOldest(keep: number): void {
    for (const [path, file] of this.#open) {
      if (this.#open.size <= keep) return;
      this.#open.delete(path);
      this.#disk.close(file);
    }
  }
}
