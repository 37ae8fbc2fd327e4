import {
  encodeHeader,
  hashOfHeader,
  rootOf,
  toHex,
  transactionHash,
  type Block,
  type BlockHeader,
  type Crypto,
  type LoggedTransaction,
  type Write,
} from '@bondledger/contract';
import type { Head } from '../port/ledger.js';

/** `previous` of block 0. */
export const NO_BLOCK = '0'.repeat(64);

/** A block with everything that is derived from it. */
export interface MadeBlock {
  readonly block: Block;
  /** Canonical JSON of the header. */
  readonly header: string;
  readonly hash: string;
}

/** Makes the block that follows a head. `time` is informative: no rule reads it. */
export function makeBlock(
  crypto: Crypto,
  ledgerId: string,
  previous: Head,
  time: string,
  transactions: readonly LoggedTransaction[],
): MadeBlock {
  const hashes = transactions.map((transaction) => transactionHash(crypto, transaction));
  const header: BlockHeader = {
    count: transactions.length,
    domain: 'bondledger/block/1',
    height: previous.height + 1,
    ledgerId,
    previous: previous.hash,
    root: toHex(rootOf(crypto, hashes)),
    time,
  };
  const text = encodeHeader(header);
  return { block: { header, transactions }, header: text, hash: hashOfHeader(crypto, text) };
}

/** The writes of a block in order, across its transactions. */
export const writesOf = ({ transactions }: Block): readonly Write[] =>
  transactions.flatMap(({ writes }) => writes);
