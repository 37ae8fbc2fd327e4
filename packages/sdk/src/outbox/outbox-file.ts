import { crc32 } from 'node:zlib';
import type { RecordSeal } from './record-seal.js';

/**
 * The outbox's file, all numbers big-endian. It begins with 20 bytes:
 *
 *     0   8  "BLOUTBX1"
 *     8   8  the next entry's identifier when the file was made
 *    16   4  CRC-32 of the 16 bytes before
 *
 * Records follow, each written as one, then zeros that were allocated ahead:
 *
 *     0   4  "BLR1"
 *     4   4  length of the payload
 *     8   8  the record's number in this file, from 1
 *    16   4  CRC-32 of the payload
 *    20   4  CRC-32 of the 20 bytes before
 *    24      the payload: sealed marks, each a kind, a number (8 bytes), a length (4 bytes) and so
 *            many bytes. 1 keeps the entry of this identifier, 2 removes it and has no bytes; 3 has
 *            none either: so many records of the file were flushed when this one was written
 */
export const FILE_HEADER_BYTES = 20;
export const RECORD_HEADER_BYTES = 24;
const FILE_MAGIC = Buffer.from('BLOUTBX1', 'latin1');
const RECORD_MAGIC = Buffer.from('BLR1', 'latin1');
const MARK_BYTES = 13;
const KEPT = 1;
const REMOVED = 2;
const FLUSHED = 3;

/** What a record says of one entry: its bytes, or that it was removed. */
export interface Mark {
  readonly id: number;
  readonly bytes: Uint8Array | undefined;
}

export interface RecordHeader {
  readonly length: number;
  readonly number: number;
  readonly payloadCrc: number;
}

export function encodeFileHeader(nextId: number): Buffer {
  const bytes = Buffer.alloc(FILE_HEADER_BYTES);
  FILE_MAGIC.copy(bytes, 0);
  bytes.writeBigUInt64BE(BigInt(nextId), 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 16)), 16);
  return bytes;
}

/** The identifier after the last one given out before; undefined where the header is none. */
export function readFileHeader(bytes: Buffer): number | undefined {
  if (bytes.length < FILE_HEADER_BYTES || !bytes.subarray(0, 8).equals(FILE_MAGIC)) {
    return undefined;
  }
  if (crc32(bytes.subarray(0, 16)) !== bytes.readUInt32BE(16)) return undefined;
  return Number(bytes.readBigUInt64BE(8));
}

/** What one record says. */
export interface RecordContent {
  readonly marks: readonly Mark[];
  /** How many records of the file were flushed when it was written. */
  readonly flushed: number;
}

/** One record in one piece. */
export function encodeRecord(
  seal: RecordSeal,
  number: number,
  { marks, flushed }: RecordContent,
): Buffer {
  const parts = [markOf(FLUSHED, flushed, 0), ...marks.flatMap(partsOf)];
  const payload = seal.seal(number, parts);
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  RECORD_MAGIC.copy(header, 0);
  header.writeUInt32BE(payload.length, 4);
  header.writeBigUInt64BE(BigInt(number), 8);
  header.writeUInt32BE(crc32(payload), 16);
  header.writeUInt32BE(crc32(header.subarray(0, 20)), 20);
  return Buffer.concat([header, payload]);
}

const partsOf = ({ id, bytes }: Mark): readonly Uint8Array[] =>
  bytes === undefined ? [markOf(REMOVED, id, 0)] : [markOf(KEPT, id, bytes.length), bytes];

function markOf(kind: number, number: number, length: number): Buffer {
  const mark = Buffer.alloc(MARK_BYTES);
  mark[0] = kind;
  mark.writeBigUInt64BE(BigInt(number), 1);
  mark.writeUInt32BE(length, 9);
  return mark;
}

/** The header at a place, or undefined where there is none that can be believed. */
export function readRecordHeader(file: Buffer, at: number): RecordHeader | undefined {
  const bytes = file.subarray(at, at + RECORD_HEADER_BYTES);
  if (bytes.length < RECORD_HEADER_BYTES || !bytes.subarray(0, 4).equals(RECORD_MAGIC)) {
    return undefined;
  }
  if (crc32(bytes.subarray(0, 20)) !== bytes.readUInt32BE(20)) return undefined;
  const number = Number(bytes.readBigUInt64BE(8));
  return { length: bytes.readUInt32BE(4), number, payloadCrc: bytes.readUInt32BE(16) };
}

/** The payload of the record at a place, or undefined where it is not whole. */
export function readPayload(file: Buffer, at: number, header: RecordHeader): Buffer | undefined {
  const from = at + RECORD_HEADER_BYTES;
  const payload = file.subarray(from, from + header.length);
  return payload.length === header.length && crc32(payload) === header.payloadCrc
    ? payload
    : undefined;
}

/** What an opened payload says; bytes are views into it. */
export function readContent(
  plain: Buffer,
): Pick<RecordContent, 'marks'> & { readonly flushed: number | undefined } {
  const marks: Mark[] = [];
  let flushed: number | undefined;
  for (let at = 0; at < plain.length;) {
    const number = Number(plain.readBigUInt64BE(at + 1));
    const end = at + MARK_BYTES + plain.readUInt32BE(at + 9);
    if (plain[at] === FLUSHED) flushed = number;
    else {
      const isKept = plain[at] === KEPT;
      marks.push({ id: number, bytes: isKept ? plain.subarray(at + MARK_BYTES, end) : undefined });
    }
    at = end;
  }
  return { marks, flushed };
}

/** The whole records with a higher number that stand anywhere from this place on. */
export function* laterRecords(
  file: Buffer,
  from: number,
  number: number,
): Generator<{ readonly number: number; readonly payload: Buffer }> {
  for (let at = file.indexOf(RECORD_MAGIC, from); at >= 0;) {
    const header = readRecordHeader(file, at);
    const payload = header && header.number > number ? readPayload(file, at, header) : undefined;
    if (header !== undefined && payload !== undefined) yield { number: header.number, payload };
    at = file.indexOf(RECORD_MAGIC, at + 1);
  }
}
