import type { KeyObject } from 'node:crypto';
import {
  genesisWrites,
  ledgerIdOf,
  nodeCrypto,
  signedHeadMessage,
  toBase64,
  type Block,
  type BlockProof,
  type Crypto,
  type Genesis,
  type Guard,
  type LoggedTransaction,
  type Page,
  type Prepared,
  type RangeQuery,
  type SignedHead,
  type Transaction,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { signEs256 } from '../engine/sign-es256.js';
import { follow } from '../engine/follow.js';
import { makeBlock, NO_BLOCK, writesOf, type MadeBlock } from '../engine/make-block.js';
import { LedgerQueries } from '../engine/queries.js';
import { contractRules, type Rules } from '../engine/rules.js';
import { Signal } from '../engine/signal.js';
import { MEMORY_CAPABILITIES, QUEUED_TRANSACTIONS_MAX } from '../limits.js';
import type {
  Head,
  Health,
  KeyVersion,
  Ledger,
  Position,
  TransactionOutcome,
} from '../port/ledger.js';
import { requireTransaction } from '../port/require-submission.js';
import { MemoryState } from '../state/memory-state.js';

export interface MemoryOptions {
  readonly genesis: Genesis;
  /** The node's P-256 private key. Signs heads. */
  readonly nodeKey: KeyObject;
  readonly guard?: Guard;
  readonly crypto?: Crypto;
  /** The time of day for block headers: ISO 8601, UTC. */
  readonly clock?: () => string;
}

/** What only tests replace. */
export interface MemoryParts {
  readonly rules?: (ledgerId: string, crypto: Crypto) => Rules;
}

/** A ledger in memory, for tests: nothing outlives it, so its answers are final but not durable. */
export const openMemoryLedger = (options: MemoryOptions, parts: MemoryParts = {}): Ledger =>
  new MemoryLedger(options, parts);

/**
 * One transaction a block, one after the other, with nothing shared with the embedded engine's
 * writer: what both answer alike is not one mistake made once.
 */
class MemoryLedger implements Ledger {
  readonly engine = 'memory';
  readonly ledgerId: string;
  readonly capabilities = MEMORY_CAPABILITIES;
  readonly changed = new Signal();
  readonly #options: MemoryOptions;
  readonly #crypto: Crypto;
  readonly #rules: Rules;
  readonly #state = new MemoryState();
  readonly #blocks: MadeBlock[] = [];
  readonly #heads: SignedHead[] = [];
  readonly #queries: LedgerQueries;
  #queued = 0;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: MemoryOptions, parts: MemoryParts) {
    this.#options = options;
    this.#crypto = options.crypto ?? nodeCrypto;
    this.ledgerId = ledgerIdOf(this.#crypto, options.genesis);
    this.#rules = (parts.rules ?? contractRules)(this.ledgerId, this.#crypto);
    this.#queries = new LedgerQueries({
      crypto: this.#crypto,
      state: this.#state,
      block: (height) => this.block(height),
      headerText: async (height) => (await this.#made(height)).header,
      headFor: (height) => this.#headFor(height),
    });
    this.#add({ batches: [], writes: genesisWrites(this.#crypto, options.genesis) });
  }

  get height(): number {
    return this.#blocks.length - 1;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  async submit(transaction: Transaction, signal?: AbortSignal): Promise<TransactionOutcome> {
    requireTransaction(transaction);
    if (this.#closed) throw new BondledgerError({ code: 'LEDGER_CLOSED' });
    if (signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
    if (this.#queued >= QUEUED_TRANSACTIONS_MAX) {
      throw new BondledgerError({ code: 'QUEUE_FULL', params: { queue: 'ledger' } });
    }
    const prepared = this.#rules.prepare(transaction);
    const guardRefused = this.#options.guard?.check(prepared) ?? [];
    if (guardRefused.length > 0) return { position: undefined, batches: [], guardRefused };
    this.#queued += 1;
    const turn = this.#last.then(() => this.#apply(prepared));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#queued -= 1;
    }
  }

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return Promise.resolve(this.#queries.read(keys));
  }

  async range(query: RangeQuery): Promise<Page> {
    return Promise.resolve(this.#queries.range(query));
  }

  blocks(from: number, signal?: AbortSignal): AsyncIterable<Block> {
    return follow(this, from, signal);
  }

  async block(height: number): Promise<Block> {
    return (await this.#made(height)).block;
  }

  history(key: string): AsyncIterable<KeyVersion> {
    return this.#queries.history(key);
  }

  proof(position: Position): Promise<BlockProof> {
    return this.#queries.proof(position);
  }

  async head(): Promise<Head> {
    return Promise.resolve(this.#head());
  }

  async stateHash(): Promise<string> {
    return Promise.resolve(this.#queries.stateHash());
  }

  async health(): Promise<Health> {
    const why = this.#closed ? { code: 'LEDGER_CLOSED' } : {};
    return Promise.resolve({
      ok: !this.#closed,
      height: this.height,
      queued: this.#queued,
      ...why,
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
    this.changed.notify();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #apply(prepared: Prepared): TransactionOutcome {
    const reads = this.#queries.read(this.#rules.keysOf(prepared));
    const { batches, logged } = this.#rules.apply(prepared, reads, this.#crypto);
    if (logged === undefined) return { position: undefined, batches, guardRefused: [] };
    this.#add(logged);
    const position = { height: this.height, transactionIndex: 0 };
    return { position, batches, guardRefused: [] };
  }

  #add(transaction: LoggedTransaction): void {
    const time = this.#options.clock?.() ?? new Date().toISOString();
    const made = makeBlock(this.#crypto, this.ledgerId, this.#head(), time, [transaction]);
    this.#blocks.push(made);
    this.#state.accept(made.block.header.height, made.hash, writesOf(made.block));
    this.changed.notify();
  }

  #head(): Head {
    const newest = this.#blocks.at(-1);
    return newest === undefined
      ? { height: -1, hash: NO_BLOCK }
      : { height: newest.block.header.height, hash: newest.hash };
  }

  #made(height: number): Promise<MadeBlock> {
    const made = this.#blocks[height];
    if (made !== undefined) return Promise.resolve(made);
    const params = { height: height.toString() };
    return Promise.reject(new BondledgerError({ code: 'BLOCK_UNKNOWN', params }));
  }

  async #headFor(height: number): Promise<SignedHead | undefined> {
    const known = this.#heads.find((head) => head.height >= height);
    if (known !== undefined) return known;
    const newest = this.#head();
    const message = signedHeadMessage(this.ledgerId, newest.height, newest.hash);
    const signature = await signEs256(this.#options.nodeKey, message);
    const head = { ...newest, signature: toBase64(signature) };
    this.#heads.push(head);
    return newest.height >= height ? head : undefined;
  }
}
