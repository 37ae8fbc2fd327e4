import {
  pathOf,
  stateHash,
  toHex,
  transactionDigest,
  transactionHash,
  type Block,
  type BlockProof,
  type Crypto,
  type Page,
  type RangeQuery,
  type SignedHead,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { KeyVersion, Position } from '../port/ledger.js';
import type { State } from '../state/state.js';
import { versionsAt } from './history.js';

export interface QueryOptions {
  readonly crypto: Crypto;
  readonly state: State;
  readonly block: (height: number) => Promise<Block>;
  /** Canonical JSON of a block's header. */
  readonly headerText: (height: number) => Promise<string>;
  /** The oldest signed head at or above a height. */
  readonly headFor: (height: number) => Promise<SignedHead | undefined>;
}

/** Everything that a ledger is asked and that changes nothing: alike for every engine. */
export class LedgerQueries {
  readonly #options: QueryOptions;

  constructor(options: QueryOptions) {
    this.#options = options;
  }

  read(keys: readonly string[]): ReadonlyMap<string, Uint8Array> {
    const values = new Map<string, Uint8Array>();
    for (const key of keys) {
      const value = this.#options.state.get(key);
      if (value !== undefined) values.set(key, value);
    }
    return values;
  }

  range(query: RangeQuery): Page {
    return this.#options.state.range(query);
  }

  history(key: string): AsyncGenerator<KeyVersion> {
    return versionsAt(this.#options.state.places(key), this.#options.block);
  }

  stateHash(): string {
    const { crypto, state } = this.#options;
    return stateHash(crypto, hashedEntries(crypto, state));
  }

  /** Rejects with BLOCK_UNKNOWN; QUERY_INVALID where the block has no such transaction. */
  async proof({ height, transactionIndex }: Position): Promise<BlockProof> {
    const { crypto, block, headerText, headFor } = this.#options;
    const { transactions } = await block(height);
    const transaction = transactions[transactionIndex];
    if (transaction === undefined) {
      const params = { field: 'transactionIndex' };
      throw new BondledgerError({ code: 'QUERY_INVALID', params });
    }
    const hashes = transactions.map((each) => transactionHash(crypto, each));
    const head = await headFor(height);
    if (head === undefined) {
      throw new BondledgerError({ code: 'BLOCK_UNKNOWN', params: { height: height.toString() } });
    }
    const headers: string[] = [];
    for (let at = height; at <= head.height; at += 1) headers.push(await headerText(at));
    return {
      height,
      transactionIndex,
      transaction: transactionDigest(crypto, transaction),
      path: pathOf(crypto, hashes, transactionIndex).map(toHex),
      headers,
      head,
    };
  }
}

function* hashedEntries(crypto: Crypto, state: State): Iterable<readonly [string, Uint8Array]> {
  for (const [key, value] of state.entries()) yield [key, crypto.sha256(value)];
}
