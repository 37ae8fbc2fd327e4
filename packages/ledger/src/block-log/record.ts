import { crc32 } from 'node:zlib';
import { RECORD_BYTES_MAX } from '../limits.js';

/**
 * A record of the block log, all numbers big-endian:
 *
 *     0   4  "BLR1"
 *     4   4  length of the payload
 *     8   8  height of the block
 *    16   4  CRC-32 of the payload
 *    20   4  CRC-32 of the 20 bytes before
 *    24      the payload
 *
 * The header has a CRC of its own, so that a length can be believed before it is followed.
 */
export const RECORD_HEADER_BYTES = 24;
export const RECORD_MAGIC = Buffer.from('BLR1', 'latin1');

export interface RecordHeader {
  readonly length: number;
  readonly height: number;
  readonly payloadCrc: number;
}

/** Writes the header of a record whose payload stands behind the room for it. */
export function writeRecordHeader(record: Buffer, height: number): void {
  const length = record.length - RECORD_HEADER_BYTES;
  if (length > RECORD_BYTES_MAX) throw new RangeError('the record is too long');
  RECORD_MAGIC.copy(record, 0);
  record.writeUInt32BE(length, 4);
  record.writeBigUInt64BE(BigInt(height), 8);
  record.writeUInt32BE(crc32(record.subarray(RECORD_HEADER_BYTES)), 16);
  record.writeUInt32BE(crc32(record.subarray(0, 20)), 20);
}

/** The header at the start of the bytes, or undefined where they are none that can be believed. */
export function readRecordHeader(bytes: Buffer): RecordHeader | undefined {
  if (bytes.length < RECORD_HEADER_BYTES) return undefined;
  if (!bytes.subarray(0, 4).equals(RECORD_MAGIC)) return undefined;
  if (crc32(bytes.subarray(0, 20)) !== bytes.readUInt32BE(20)) return undefined;
  const length = bytes.readUInt32BE(4);
  if (length > RECORD_BYTES_MAX) return undefined;
  const height = Number(bytes.readBigUInt64BE(8));
  return { length, height, payloadCrc: bytes.readUInt32BE(16) };
}

export const isPayloadIntact = (header: RecordHeader, payload: Uint8Array): boolean =>
  crc32(payload) === header.payloadCrc;

/** Are all bytes zero, as allocated and never written ones are? */
export function isZero(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += ZEROS.length) {
    const part = bytes.subarray(at, at + ZEROS.length);
    if (!part.equals(ZEROS.subarray(0, part.length))) return false;
  }
  return true;
}

const ZEROS = Buffer.alloc(64 * 1024);
