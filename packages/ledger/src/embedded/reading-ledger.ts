import { BondledgerError } from '@bondledger/domain';
import type { Block, BlockProof, Page, RangeQuery } from '@bondledger/contract';
import { follow } from '../engine/follow.js';
import type { LedgerQueries } from '../engine/queries.js';
import { Signal } from '../engine/signal.js';
import { EMBEDDED_CAPABILITIES } from '../limits.js';
import type {
  Head,
  Health,
  KeyVersion,
  Ledger,
  Position,
  TransactionOutcome,
} from '../port/ledger.js';

/** What a directory that nobody owns was opened as, to be read. */
export interface ReadDirectory {
  readonly ledgerId: string;
  readonly head: Head;
  readonly queries: LedgerQueries;
  readonly block: (height: number) => Promise<Block>;
  readonly close: () => Promise<void>;
}

/** A ledger that answers and takes nothing. See openForReading. */
export class ReadingLedger implements Ledger {
  readonly engine = 'embedded';
  readonly ledgerId: string;
  readonly capabilities = EMBEDDED_CAPABILITIES;
  /** Notified at the end: no block comes. */
  readonly changed = new Signal();
  readonly #read: ReadDirectory;
  #closed: Promise<void> | undefined;

  constructor(read: ReadDirectory) {
    this.#read = read;
    this.ledgerId = read.ledgerId;
  }

  get height(): number {
    return this.#read.head.height;
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** Always rejects with LEDGER_CLOSED: it was opened to be read. */
  submit(): Promise<TransactionOutcome> {
    return Promise.reject(new BondledgerError({ code: 'LEDGER_CLOSED' }));
  }

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return Promise.resolve(this.#read.queries.read(keys));
  }

  async range(query: RangeQuery): Promise<Page> {
    return Promise.resolve(this.#read.queries.range(query));
  }

  blocks(from: number, signal?: AbortSignal): AsyncIterable<Block> {
    return follow(this, from, signal);
  }

  block(height: number): Promise<Block> {
    return this.#read.block(height);
  }

  history(key: string): AsyncIterable<KeyVersion> {
    return this.#read.queries.history(key);
  }

  proof(position: Position): Promise<BlockProof> {
    return this.#read.queries.proof(position);
  }

  async head(): Promise<Head> {
    return Promise.resolve(this.#read.head);
  }

  async stateHash(): Promise<string> {
    return Promise.resolve(this.#read.queries.stateHash());
  }

  async health(): Promise<Health> {
    return Promise.resolve({ ok: !this.isClosed, height: this.height, queued: 0 });
  }

  close(): Promise<void> {
    this.#closed ??= this.#read.close();
    this.changed.notify();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
