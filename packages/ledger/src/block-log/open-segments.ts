import { BondledgerError } from '@bondledger/domain';
import type { Disk } from '../disk/disk.js';
import { SegmentScan, type Damage, type ScannedRecord } from './scan.js';
import { listSegments, type Segment } from './segment.js';

/** A torn end: the one record that was being written when the process or the machine stopped. */
export interface Cut {
  readonly height: number;
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
  readonly damage: Damage;
}

export interface OpenedSegments {
  readonly segments: Segment[];
  /** The newest intact block; -1 where there is none. */
  readonly height: number;
  readonly cut: Cut | undefined;
}

export interface OpenSegmentsOptions {
  readonly disk: Disk;
  readonly directory: string;
  /** A height that was certainly reached: a log that ends before it was rolled back, not torn. */
  readonly reached: number;
  /** Called with each intact record in order; may throw LOG_CORRUPT. */
  readonly visit: (record: ScannedRecord) => Promise<void> | void;
}

/** The block log is damaged at a height: never repaired, always named. */
export const logCorrupt = (
  height: number,
  file: string,
  offset: number,
  detail: Damage | 'missing' | 'chain' | 'content',
): BondledgerError =>
  new BondledgerError({
    code: 'LOG_CORRUPT',
    params: { height: height.toString(), file, offset: offset.toString(), detail },
  });

/**
 * Reads the whole log. One block is on its way to the disk at a time, so only the last record can
 * be torn: damage that intact records follow, or at a height that was reached, is corruption.
 */
export async function openSegments(options: OpenSegmentsOptions): Promise<OpenedSegments> {
  const { disk, directory, reached, visit } = options;
  const segments = listSegments(disk, directory);
  let height = -1;
  let cut: Cut | undefined;
  for (const [place, segment] of segments.entries()) {
    const isLast = place === segments.length - 1;
    if (segment.first !== height + 1) throw logCorrupt(height + 1, segment.path, 0, 'missing');
    const file = disk.open(segment.path, 'read');
    try {
      const scan = new SegmentScan(disk, file, segment.first);
      cut = await readSegment(scan, segment, visit);
      height = segment.first + segment.offsets.length - 1;
      if (cut !== undefined) {
        const follows = await scan.recordAfter(cut.offset);
        if (!isLast || follows !== undefined || cut.height <= reached) {
          throw logCorrupt(cut.height, cut.file, cut.offset, cut.damage);
        }
      }
    } finally {
      disk.close(file);
    }
  }
  if (height < reached) {
    const params = { height: (height + 1).toString(), reached: reached.toString() };
    throw new BondledgerError({ code: 'LOG_ROLLED_BACK', params });
  }
  return { segments, height, cut };
}

async function readSegment(
  scan: SegmentScan,
  segment: Segment,
  visit: OpenSegmentsOptions['visit'],
): Promise<Cut | undefined> {
  for (;;) {
    const found = await scan.next();
    segment.end = found.offset;
    if (found.kind === 'end') return undefined;
    if (found.kind === 'bad') {
      const height = segment.first + segment.offsets.length;
      const bytes = (await scan.lastByteFrom(found.offset)) - found.offset;
      const { offset, damage } = found;
      return { height, file: segment.path, offset, bytes, damage };
    }
    await visit(found);
    segment.offsets.push(found.offset);
  }
}
