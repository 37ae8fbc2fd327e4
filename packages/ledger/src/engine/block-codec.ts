import {
  decodeTransaction,
  parseHeader,
  type Block,
  type LoggedTransaction,
} from '@bondledger/contract';

const LENGTH_BYTES = 4;

/*
 * A block as the payload of a record: frames of 4 bytes of length (big-endian) and the bytes.
 * First the header, canonical JSON; then each transaction. Written by RecordWriter.
 */

/** The header's text alone. Throws a RangeError on bytes that are no block. */
export const headerTextIn = (payload: Buffer): string => frameAt(payload, 0).toString('utf8');

/** The block. Throws a RangeError on bytes that are none. */
export function decodeBlock(payload: Buffer): Block {
  const header = parseHeader(headerTextIn(payload));
  if (header === undefined) throw new RangeError('not a block header');
  const transactions: LoggedTransaction[] = [];
  for (let at = LENGTH_BYTES + frameAt(payload, 0).length; at < payload.length;) {
    const bytes = frameAt(payload, at);
    const transaction = decodeTransaction(bytes);
    if (transaction === undefined) throw new RangeError('not a transaction');
    transactions.push(transaction);
    at += LENGTH_BYTES + bytes.length;
  }
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
