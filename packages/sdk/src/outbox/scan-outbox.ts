import {
  FILE_HEADER_BYTES,
  laterRecords,
  readContent,
  readFileHeader,
  readPayload,
  readRecordHeader,
  RECORD_HEADER_BYTES,
  type RecordHeader,
} from './outbox-file.js';
import type { RecordSeal } from './record-seal.js';

/** What a file holds. */
export interface ScannedOutbox {
  readonly ok: true;
  /** Entries that were not removed, by identifier, oldest first. */
  readonly entries: ReadonlyMap<number, Uint8Array>;
  readonly nextId: number;
}

/** Where the file is damaged: the number of the record, 0 for the file's header. */
export interface DamagedOutbox {
  readonly ok: false;
  readonly record: number;
}

/**
 * Reads a whole file. What was written and not flushed when the machine stopped may be torn, and is
 * left out with all that follows: the disk did not have it yet. Anything else that is not as it was
 * written, or that the key does not open, is damage.
 */
export function scanOutbox(seal: RecordSeal, file: Buffer): ScannedOutbox | DamagedOutbox {
  const firstId = readFileHeader(file);
  if (firstId === undefined) return { ok: false, record: 0 };
  const entries = new Map<number, Uint8Array>();
  let nextId = firstId;
  let at = FILE_HEADER_BYTES;
  for (let number = 1; ; number += 1) {
    const header = readRecordHeader(file, at);
    const payload = header?.number === number ? readPayload(file, at, header) : undefined;
    if (header === undefined || payload === undefined) {
      return isEndOrTorn(seal, file, at, number, header)
        ? { ok: true, entries, nextId }
        : { ok: false, record: number };
    }
    const plain = seal.open(number, payload);
    if (plain === undefined) return { ok: false, record: number };
    for (const { id, bytes } of readContent(plain).marks) {
      if (bytes === undefined) entries.delete(id);
      else entries.set(id, new Uint8Array(bytes));
      nextId = Math.max(nextId, id + 1);
    }
    at += RECORD_HEADER_BYTES + header.length;
  }
}

/** Disks write at least so many bytes whole or not at all. */
const SECTOR_BYTES = 512;

/**
 * Was the record at this place never whole on the disk? One that a later record counts among the
 * flushed was. And of one that was torn a part is missing: a sector of it is still zero, as it was
 * allocated, or lies beyond the end of the file. A record that is all there and yet not intact has
 * been changed since.
 */
function isEndOrTorn(
  seal: RecordSeal,
  file: Buffer,
  at: number,
  number: number,
  header: RecordHeader | undefined,
): boolean {
  if (wasFlushed(seal, file, at, number)) return false;
  const written = endOfWritten(file, at);
  if (written === at) return true;
  // Of a header that lies in two sectors the second one may be missing, and all behind it.
  const end = at + RECORD_HEADER_BYTES + (header?.length ?? 0);
  if (end > file.length) return true;
  const last = header === undefined ? Math.max(end, written) : end;
  for (let from = at; from < last;) {
    const to = Math.min(from - (from % SECTOR_BYTES) + SECTOR_BYTES, last);
    if (isZero(file.subarray(from, to))) return true;
    from = to;
  }
  return false;
}

/** Does a record further on say so? One that the key does not open is damage itself. */
function wasFlushed(seal: RecordSeal, file: Buffer, at: number, number: number): boolean {
  for (const later of laterRecords(file, at, number)) {
    const plain = seal.open(later.number, later.payload);
    // Before records said so, each was written only when the one before had been flushed.
    const flushed = plain === undefined ? Infinity : readContent(plain).flushed;
    if ((flushed ?? later.number - 1) >= number) return true;
  }
  return false;
}

/** Where the last byte that is not zero ends, looking back to `from`. */
function endOfWritten(file: Buffer, from: number): number {
  let end = file.length;
  while (end > from && file[end - 1] === 0) end -= 1;
  return end;
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);
