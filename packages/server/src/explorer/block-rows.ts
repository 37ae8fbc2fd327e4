import {
  encodeHeader,
  hashOfHeader,
  nodeCrypto,
  toHex,
  transactionHash,
  type Block,
  type LoggedBatch,
  type LoggedTransaction,
} from '@bondledger/contract';
import type { BlockDetail, BlockRow, TransactionRow } from '@bondledger/sdk/api';

const LEAF_BYTES = 32;

export const hashOf = ({ header }: Block): string => hashOfHeader(nodeCrypto, encodeHeader(header));

/** The salted hashes of a batch's instructions. */
export function leavesOf({ leaves }: LoggedBatch): readonly Uint8Array[] {
  return Array.from({ length: leaves.length / LEAF_BYTES }, (_, at) =>
    leaves.subarray(at * LEAF_BYTES, (at + 1) * LEAF_BYTES),
  );
}

/** A bit for each instruction, the first in the highest bit. */
const acceptedOf = ({ leaves, accepted }: LoggedBatch): boolean[] =>
  Array.from(
    { length: leaves.length / LEAF_BYTES },
    (_, at) => ((accepted[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0,
  );

function sizeOf({ batches, writes }: LoggedTransaction): number {
  let bytes = 0;
  for (const batch of batches) {
    bytes += batch.leaves.length + batch.accepted.length + batch.receipts.length;
  }
  for (const { key, value } of writes) bytes += key.length + value.length;
  return bytes;
}

export function rowOf(block: Block): BlockRow {
  const { header, transactions } = block;
  let [instructions, writes, bytes] = [0, 0, 0];
  for (const transaction of transactions) {
    for (const { leaves } of transaction.batches) instructions += leaves.length / LEAF_BYTES;
    writes += transaction.writes.length;
    bytes += sizeOf(transaction);
  }
  const { height, previous, time } = header;
  const counts = { transactions: transactions.length, instructions, writes, bytes };
  return { height, hash: hashOf(block), previous, time, ...counts };
}

/** With its transactions: leaves, which were accepted, and what was written by key and size. */
export const detailOf = (block: Block): BlockDetail => ({
  ...rowOf(block),
  root: block.header.root,
  details: block.transactions.map((transaction, index): TransactionRow => ({
    height: block.header.height,
    index,
    hash: toHex(transactionHash(nodeCrypto, transaction)),
    batches: transaction.batches.map((batch) => ({
      leaves: leavesOf(batch).map(toHex),
      accepted: acceptedOf(batch),
    })),
    writes: transaction.writes.map(({ key, value }) => ({ key, bytes: value.length })),
  })),
});
