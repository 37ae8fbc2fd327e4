import type { KeyObject } from 'node:crypto';
import type {
  Block,
  BlockProof,
  Crypto,
  Guard,
  Page,
  RangeQuery,
  Transaction,
} from '@bondledger/contract';
import type { OwnerLock } from '@bondledger/files';
import type { BlockLog } from '../block-log/block-log.js';
import { BlockStore } from '../engine/block-store.js';
import { follow } from '../engine/follow.js';
import type { MadeBlock } from '../engine/make-block.js';
import { LedgerQueries } from '../engine/queries.js';
import type { Rules } from '../engine/rules.js';
import { Signal } from '../engine/signal.js';
import { Writer } from '../engine/writer.js';
import {
  EMBEDDED_CAPABILITIES,
  STATE_BYTES_WAITING,
  STATE_BYTES_WAITING_MOST,
  STATE_WAITING_MS,
} from '../limits.js';
import type {
  Head,
  Health,
  KeyVersion,
  Ledger,
  Position,
  TransactionOutcome,
} from '../port/ledger.js';
import type { LmdbState } from '../state/lmdb-state.js';
import type { StateDirectory } from '../state/state-directory.js';
import type { LedgerEvent } from './events.js';
import type { HeadLog } from './head-log.js';
import { HeadSigner } from './heads.js';

/** A directory that was opened: what the ledger owns, and closes. */
export interface OpenedDirectory {
  readonly ledgerId: string;
  readonly crypto: Crypto;
  readonly rules: Rules;
  readonly guard: Guard | undefined;
  readonly nodeKey: KeyObject;
  readonly clock: () => string;
  readonly emit: (event: LedgerEvent) => void;
  readonly lock: OwnerLock;
  readonly log: BlockLog;
  readonly state: LmdbState;
  readonly states: StateDirectory;
  readonly heads: HeadLog;
  readonly head: Head;
}

/** The embedded ledger: one process, one directory, one writer. See openEmbeddedLedger. */
export class EmbeddedLedger implements Ledger {
  readonly engine = 'embedded';
  readonly ledgerId: string;
  readonly capabilities = EMBEDDED_CAPABILITIES;
  /** Notified with each block and at the end. */
  readonly changed = new Signal();
  readonly #opened: OpenedDirectory;
  readonly #writer: Writer;
  readonly #store: BlockStore;
  readonly #queries: LedgerQueries;
  readonly #heads: HeadSigner;
  #closed: Promise<void> | undefined;
  #settling: NodeJS.Timeout | undefined;

  constructor(opened: OpenedDirectory) {
    const { ledgerId, nodeKey, log, heads, crypto, state, emit } = opened;
    this.#opened = opened;
    this.ledgerId = ledgerId;
    this.#store = new BlockStore(log);
    const onHeadFailure = (error: unknown): void => emit({ type: 'head-failed', error });
    const signing = { ledgerId, nodeKey, log: heads, onFailure: onHeadFailure };
    this.#heads = new HeadSigner(signing, opened.head);
    this.#queries = new LedgerQueries({
      crypto,
      state,
      block: (height) => this.#store.block(height),
      headerText: (height) => this.#store.headerText(height),
      headFor: (height) => this.#heads.headFor(height),
    });
    this.#writer = new Writer({
      ...opened,
      append: async (record, isAlone) => {
        await log.append(record, isAlone);
        if (state.waitingBytes >= STATE_BYTES_WAITING_MOST) await state.settle();
      },
      onBlock: (made, bytes) => this.#onBlock(made, bytes),
      onFailure: (error) => {
        emit({ type: 'failed', error });
        this.changed.notify();
      },
    });
  }

  get height(): number {
    return this.#writer.head.height;
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** Bytes of the block log. */
  get logBytes(): number {
    return this.#opened.log.bytes;
  }

  submit(transaction: Transaction, signal?: AbortSignal): Promise<TransactionOutcome> {
    return this.#writer.submit(transaction, signal);
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

  block(height: number): Promise<Block> {
    return this.#store.block(height);
  }

  history(key: string): AsyncIterable<KeyVersion> {
    return this.#queries.history(key);
  }

  proof(position: Position): Promise<BlockProof> {
    return this.#queries.proof(position);
  }

  async head(): Promise<Head> {
    return Promise.resolve(this.#writer.head);
  }

  async stateHash(): Promise<string> {
    return Promise.resolve(this.#queries.stateHash());
  }

  async health(): Promise<Health> {
    const { failure, queued, head } = this.#writer;
    const code = failure?.code ?? (this.isClosed ? 'LEDGER_CLOSED' : undefined);
    const why = code === undefined ? {} : { code };
    return Promise.resolve({ ok: code === undefined, height: head.height, queued, ...why });
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #onBlock(made: MadeBlock, bytes: number): void {
    const { height } = made.block.header;
    this.#store.keep(made.block, made.header, bytes);
    this.#heads.onBlock({ height, hash: made.hash });
    this.#settleSoon();
    this.changed.notify();
  }

  /** LMDB takes the blocks in a little later, several at a time: the log was the commit. */
  #settleSoon(): void {
    if (this.#opened.state.waitingBytes >= STATE_BYTES_WAITING) this.#settle();
    this.#settling ??= setTimeout(() => this.#settle(), STATE_WAITING_MS).unref();
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.#opened.state.settle().catch((error: unknown) => this.#writer.fail(error));
  }

  /** Closes everything, whatever fails on the way; the first failure is thrown at the end. */
  async #close(): Promise<void> {
    const { lock, log, state, states, heads } = this.#opened;
    await this.#writer.close();
    clearTimeout(this.#settling);
    this.changed.notify();
    const hasFailed = this.#writer.failure !== undefined;
    const steps: readonly (() => Promise<void>)[] = [
      () => (hasFailed ? this.#heads.stop() : this.#heads.close()),
      () => log.close(),
      () => heads.close(),
      () => (hasFailed ? state.close() : states.close(state)),
    ];
    const errors: unknown[] = [];
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    lock.release();
    // After a failed disk more of the same is no news.
    if (errors.length > 0 && !hasFailed) throw errors[0];
  }
}
