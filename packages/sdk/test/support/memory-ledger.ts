import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import {
  apply,
  encodeGenesis,
  encodeHeader,
  genesisWrites,
  hashOfHeader,
  keysOf,
  ledgerIdOf,
  nodeCrypto,
  pathOf,
  prepare,
  rootOf,
  signedHeadMessage,
  toHex,
  transactionDigest,
  transactionHash,
  type Block,
  type BlockHeader,
  type BlockProof,
  type Genesis,
  type LoggedTransaction,
  type Page,
  type RangeQuery,
  type Submission,
} from '@bondledger/contract';
import type {
  KeyVersion,
  Position,
  SendOutcome,
  Transport,
} from '../../src/transport/transport.js';

/** Submissions that one transaction takes, and transactions that one block takes. */
const TOGETHER = 2;
/** Every so many blocks a head is signed; a proof's headers lead up to it. */
const HEAD_EVERY = 3;

interface Waiting {
  readonly submission: Submission;
  readonly resolve: (outcome: SendOutcome) => void;
}

/** A ledger in the memory of a test: the contract's own rules and blocks, and nothing else. */
export class MemoryLedger implements Transport {
  readonly ledgerId: string;
  readonly #genesis: Genesis;
  readonly #nodeKey: KeyObject;
  readonly #state = new Map<string, Uint8Array>();
  readonly #history = new Map<string, KeyVersion[]>();
  readonly #blocks: { readonly block: Block; readonly header: string }[] = [];
  readonly #signatures = new Map<number, string>();
  readonly #followers = new Set<() => void>();
  readonly #waiting: Waiting[] = [];

  constructor(genesis: Genesis, nodeKey: KeyObject) {
    this.#genesis = genesis;
    this.#nodeKey = nodeKey;
    this.ledgerId = ledgerIdOf(nodeCrypto, genesis);
    this.#commit([{ batches: [], writes: genesisWrites(nodeCrypto, genesis) }]);
  }

  genesis(): Promise<string> {
    return Promise.resolve(`${encodeGenesis(this.#genesis)}\n`);
  }

  /** What is sent in the same turn goes into one block. */
  send(submission: Submission): Promise<SendOutcome> {
    return new Promise((resolve) => {
      if (this.#waiting.push({ submission, resolve }) > 1) return;
      setImmediate(() => {
        while (this.#waiting.length > 0) this.#runBlock(this.#waiting.splice(0, TOGETHER ** 2));
      });
    });
  }

  read(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return Promise.resolve(this.#reads(keys));
  }

  range({ from, to }: RangeQuery): Promise<Page> {
    const found = [...this.#state].filter(([key]) => key >= from && key < to).sort();
    const records = found.map(([key, value]) => ({ key, value }));
    return Promise.resolve({ records, next: undefined });
  }

  async *blocks(from: number, signal?: AbortSignal): AsyncGenerator<Block> {
    for (let height = from; signal?.aborted !== true;) {
      const found = this.#blocks[height];
      if (found === undefined) {
        await this.#nextBlock(signal);
      } else {
        yield found.block;
        height += 1;
      }
    }
  }

  async *history(key: string): AsyncGenerator<KeyVersion> {
    yield* this.#history.get(key) ?? [];
  }

  proof({ height, transactionIndex }: Position): Promise<BlockProof> {
    const { block } = this.#blockAt(height);
    const last = this.#blocks.length - 1;
    const headHeight = Math.min(Math.ceil(height / HEAD_EVERY) * HEAD_EVERY, last);
    const hashes = block.transactions.map((each) => transactionHash(nodeCrypto, each));
    const transaction = block.transactions[transactionIndex];
    if (transaction === undefined) throw new Error('no such transaction');
    const hash = hashOfHeader(nodeCrypto, this.#blockAt(headHeight).header);
    return Promise.resolve({
      height,
      transactionIndex,
      transaction: transactionDigest(nodeCrypto, transaction),
      path: pathOf(nodeCrypto, hashes, transactionIndex).map(toHex),
      headers: this.#blocks.slice(height, headHeight + 1).map(({ header }) => header),
      head: { height: headHeight, hash, signature: this.#signatureOf(headHeight, hash) },
    });
  }

  head(): Promise<{ readonly height: number; readonly hash: string }> {
    const height = this.#blocks.length - 1;
    const hash = hashOfHeader(nodeCrypto, this.#blockAt(height).header);
    return Promise.resolve({ height, hash });
  }

  #signatureOf(height: number, hash: string): string {
    const message = signedHeadMessage(this.ledgerId, height, hash);
    const key = { key: this.#nodeKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature =
      this.#signatures.get(height) ?? sign('sha256', message, key).toString('base64');
    this.#signatures.set(height, signature);
    return signature;
  }

  #blockAt(height: number): { readonly block: Block; readonly header: string } {
    const found = this.#blocks[height];
    if (found === undefined) throw new Error(`no block ${height}`);
    return found;
  }

  #reads(keys: readonly string[]): ReadonlyMap<string, Uint8Array> {
    const reads = new Map<string, Uint8Array>();
    for (const key of keys) {
      const value = this.#state.get(key);
      if (value !== undefined) reads.set(key, value);
    }
    return reads;
  }

  #runBlock(waiting: readonly Waiting[]): void {
    const environment = { crypto: nodeCrypto, ledgerId: this.ledgerId };
    const height = this.#blocks.length;
    const logged: LoggedTransaction[] = [];
    const answers: (() => void)[] = [];
    for (let at = 0; at < waiting.length; at += TOGETHER) {
      const together = waiting.slice(at, at + TOGETHER);
      const submissions = together.map(({ submission }) => submission);
      const prepared = prepare({ submissions, skip: [] }, environment);
      const applied = apply(prepared, this.#reads(keysOf(prepared)), environment);
      const position = { height, transactionIndex: logged.length };
      if (applied.logged !== undefined) {
        for (const { key, value } of applied.logged.writes) this.#write(key, value, position);
        logged.push(applied.logged);
      }
      for (const [place, { resolve }] of together.entries()) {
        const outcome = applied.batches[place];
        if (outcome !== undefined) answers.push(() => resolve({ outcome, position }));
      }
    }
    if (logged.length > 0) this.#append(logged);
    for (const answer of answers) answer();
  }

  #commit(transactions: readonly LoggedTransaction[]): void {
    for (const [transactionIndex, { writes }] of transactions.entries()) {
      for (const { key, value } of writes) this.#write(key, value, { height: 0, transactionIndex });
    }
    this.#append(transactions);
  }

  #write(key: string, value: Uint8Array, position: Position): void {
    this.#state.set(key, value);
    this.#history.set(key, [...(this.#history.get(key) ?? []), { ...position, value }]);
  }

  #append(transactions: readonly LoggedTransaction[]): void {
    const previous = this.#blocks.at(-1)?.header;
    const height = this.#blocks.length;
    const hashes = transactions.map((each) => transactionHash(nodeCrypto, each));
    const header: BlockHeader = {
      count: transactions.length,
      domain: 'bondledger/block/1',
      height,
      ledgerId: this.ledgerId,
      previous: previous === undefined ? '0'.repeat(64) : hashOfHeader(nodeCrypto, previous),
      root: toHex(rootOf(nodeCrypto, hashes)),
      time: new Date(Date.UTC(2026, 8, 21, 0, 0, height)).toISOString(),
    };
    this.#blocks.push({ block: { header, transactions }, header: encodeHeader(header) });
    for (const wake of this.#followers) wake();
    this.#followers.clear();
  }

  #nextBlock(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#followers.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}

/** A node's key as a genesis names it: SPKI, DER, base64. */
export const nodeKeyText = (nodeKey: KeyObject): string =>
  createPublicKey(nodeKey).export({ format: 'der', type: 'spki' }).toString('base64');
