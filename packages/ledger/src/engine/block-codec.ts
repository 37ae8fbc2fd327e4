import { decodeTransaction, encodeHeader, type Block, type BlockHeader } from '@bondledger/contract';

const LENGTH_BYTES = 4;

/**
 * A block as the payload of a record: frames of 4 bytes of length (big-endian) and the bytes.
 * First the header, canonical JSON; then each transaction.
 */
export function blockParts(header: string, transactions: readonly Uint8Array[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (const bytes of [Buffer.from(header), ...transactions]) {
    const length = Buffer.allocUnsafe(LENGTH_BYTES);
    length.writeUInt32BE(bytes.length, 0);
    parts.push(length, bytes);
  }
  return parts;
}

/** The header's text alone. Throws a RangeError on bytes that are no block. */
export const headerTextIn = (payload: Buffer): string => frameAt(payload, 0).toString('utf8');

/** The header that a text is the canonical JSON of. Throws a RangeError where it is none. */
export function parseHeader(text: string): BlockHeader {
  const header = parseObject(text);
  if (!isHeader(header) || encodeHeader(header) !== text) {
    throw new RangeError('not a block header');
  }
  return header;
}

/** The transactions of a block as they were encoded. */
export function transactionBytesIn(payload: Buffer): readonly Buffer[] {
  const transactions: Buffer[] = [];
  for (let at = LENGTH_BYTES + frameAt(payload, 0).length; at < payload.length; ) {
    const bytes = frameAt(payload, at);
    transactions.push(bytes);
    at += LENGTH_BYTES + bytes.length;
  }
  return transactions;
}

/** The block. Throws a RangeError on bytes that are none. */
export function decodeBlock(payload: Buffer): Block {
  const header = parseHeader(headerTextIn(payload));
  const transactions = transactionBytesIn(payload).map((bytes) => decodeTransaction(bytes));
  if (transactions.length !== header.count) throw new RangeError('not the count of the header');
  return { header, transactions };
}

function frameAt(payload: Buffer, offset: number): Buffer {
  if (offset + LENGTH_BYTES > payload.length) throw new RangeError('the block ends too early');
  const start = offset + LENGTH_BYTES;
  const end = start + payload.readUInt32BE(offset);
  if (end > payload.length) throw new RangeError('the block ends too early');
  return payload.subarray(start, end);
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RangeError('not JSON', { cause: error });
  }
}

const isHeader = (value: unknown): value is BlockHeader =>
  typeof value === 'object' &&
  value !== null &&
  'count' in value &&
  Number.isSafeInteger(value.count) &&
  'domain' in value &&
  value.domain === 'bondledger/block/1' &&
  'height' in value &&
  Number.isSafeInteger(value.height) &&
  'ledgerId' in value &&
  typeof value.ledgerId === 'string' &&
  'previous' in value &&
  typeof value.previous === 'string' &&
  'root' in value &&
  typeof value.root === 'string' &&
  'time' in value &&
  typeof value.time === 'string';
