import { BondledgerError } from '@bondledger/domain';
import type {
  BatchOutcome,
  Crypto,
  Guard,
  LoggedTransaction,
  Transaction,
} from '@bondledger/contract';
import { diskFailed } from '../disk/disk-error.js';
import { APPLY_SLICE_INSTRUCTIONS, BLOCK_INSTRUCTIONS_MAX } from '../limits.js';
import type { Head, TransactionOutcome } from '../port/ledger.js';
import { requireTransaction } from '../port/require-submission.js';
import type { State } from '../state/state.js';
import { makeBlock, writesOf, type MadeBlock } from './make-block.js';
import { Overlay } from './overlay.js';
import { RecordWriter } from './record-writer.js';
import type { Rules } from './rules.js';
import { SignatureChecker, type Ahead } from './signature-checker.js';
import { Signal } from './signal.js';
import { SubmitQueue, type Entry } from './submit-queue.js';

export interface WriterOptions {
  readonly rules: Rules;
  readonly crypto: Crypto;
  readonly guard: Guard | undefined;
  readonly ledgerId: string;
  /** The time of day for block headers, ISO 8601, UTC. */
  readonly clock: () => string;
  readonly state: State;
  /** Makes a record durable, or rejects; `isAlone` where no transaction waits meanwhile. */
  readonly append: (record: Buffer, isAlone: boolean) => Promise<void>;
  /** The newest block when the writer starts. */
  readonly head: Head;
  /** A block is durable and in the state; its submitters are answered after this. */
  readonly onBlock: (made: MadeBlock, bytes: number) => void;
  readonly onFailure: (error: BondledgerError) => void;
}

interface Answer {
  readonly entry: Entry;
  readonly batches: readonly BatchOutcome[];
  /** Its place in the block; undefined where nothing was accepted anew. */
  readonly transactionIndex: number | undefined;
}

/** The block that is being filled, and whom it will answer. */
interface OpenBlock {
  readonly transactions: LoggedTransaction[];
  readonly answers: Answer[];
  instructions: number;
}

const emptyBlock = (): OpenBlock => ({ transactions: [], answers: [], instructions: 0 });
const eventLoopTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The one writer of a ledger. Transactions are applied one after the other; while a block is being
 * flushed the next one is filled, and nobody is answered before all that he may have seen is on
 * the disk: not even with a refusal.
 */
export class Writer {
  readonly #options: WriterOptions;
  readonly #overlay: Overlay;
  readonly #checker = new SignatureChecker();
  readonly #crypto: Crypto;
  readonly #queue = new SubmitQueue();
  readonly #records = new RecordWriter();
  readonly #changed = new Signal();
  #block = emptyBlock();
  #made: Head;
  #durable: Head;
  #isFlushing = false;
  #isClosing = false;
  #running: Promise<void> | undefined;
  #failure: BondledgerError | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#overlay = new Overlay(options.state);
    this.#crypto = this.#checker.over(options.crypto);
    this.#made = options.head;
    this.#durable = options.head;
  }

  /** The newest durable block. */
  get head(): Head {
    return this.#durable;
  }

  /** Transactions that wait to be applied. */
  get queued(): number {
    return this.#queue.length;
  }

  /** Why nothing is acknowledged any more. */
  get failure(): BondledgerError | undefined {
    return this.#failure;
  }

  async submit(transaction: Transaction, signal?: AbortSignal): Promise<TransactionOutcome> {
    requireTransaction(transaction);
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isClosing) throw new BondledgerError({ code: 'LEDGER_CLOSED' });
    if (signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
    let instructions = 0;
    for (const { batch } of transaction.submissions) instructions += batch.instructions.length;
    this.#queue.throwIfFull(instructions);
    const { rules, guard } = this.#options;
    const prepared = rules.prepare(transaction);
    const refused = guard?.check(prepared) ?? [];
    if (refused.length > 0) return { position: undefined, batches: [], guardRefused: refused };
    return this.#enqueue(prepared, instructions, signal);
  }

  /** Takes no more, and answers when all that was taken is durable. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#running;
    await this.#checker.close();
  }

  /** Stops for good: whoever waits is refused, and whoever comes. */
  fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    const failure = diskFailed(error);
    this.#failure = failure;
    for (const { entry } of this.#block.answers) entry.reject(failure);
    for (const entry of this.#queue.take(Infinity)) entry.reject(failure);
    this.#block = emptyBlock();
    this.#overlay.clear();
    this.#options.onFailure(failure);
    this.#changed.notify();
  }

  async #enqueue(
    prepared: Entry['prepared'],
    instructions: number,
    signal: AbortSignal | undefined,
  ): Promise<TransactionOutcome> {
    let abort: (() => void) | undefined;
    try {
      return await new Promise((resolve, reject) => {
        const ahead = this.#checkAhead(prepared);
        const entry: Entry = { prepared, instructions, ahead, resolve, reject };
        this.#queue.push(entry);
        // Once it is being applied an abort changes nothing: the truth is waited for.
        abort = () => {
          const aborted = new BondledgerError({ code: 'REQUEST_ABORTED' });
          if (!this.#queue.remove(entry)) return;
          this.#checker.release(ahead);
          reject(aborted);
        };
        signal?.addEventListener('abort', abort, { once: true });
        this.#changed.notify();
        this.#running ??= this.#run();
      });
    } finally {
      if (abort !== undefined) signal?.removeEventListener('abort', abort);
    }
  }

  /**
   * Signatures are verified in another thread where this one has something else to do; for one
   * alone the change of thread would cost more than it saves.
   */
  #checkAhead(prepared: Entry['prepared']): Ahead {
    const isIdle = this.#running === undefined;
    if (isIdle && prepared.batches.length < 2) return [];
    const { rules } = this.#options;
    const reads = this.#overlay.read(rules.signerKeysOf(prepared));
    return this.#checker.checkAhead(rules.signatureChecks(prepared, reads));
  }

  async #run(): Promise<void> {
    // Whoever submits in the same turn of the event loop goes into the same block.
    await Promise.resolve();
    while (this.#failure === undefined) {
      if (!this.#isFlushing && this.#block.answers.length > 0) this.#seal();
      else if (this.#queue.length > 0 && this.#block.instructions < BLOCK_INSTRUCTIONS_MAX) {
        await this.#applySome();
      } else if (this.#isFlushing) await this.#changed.next();
      else break;
    }
    this.#running = undefined;
  }

  async #applySome(): Promise<void> {
    for (const entry of this.#queue.take(APPLY_SLICE_INSTRUCTIONS)) {
      this.#apply(entry);
      this.#checker.release(entry.ahead);
    }
    // The end of the flush must not wait until the queue is empty.
    if (this.#isFlushing) await eventLoopTurn();
  }

  #apply(entry: Entry): void {
    const { rules } = this.#options;
    const block = this.#block;
    try {
      const reads = this.#overlay.read(rules.keysOf(entry.prepared));
      const { batches, logged } = rules.apply(entry.prepared, reads, this.#crypto);
      block.instructions += entry.instructions;
      if (logged === undefined) {
        block.answers.push({ entry, batches, transactionIndex: undefined });
        return;
      }
      const transactionIndex = block.transactions.push(logged) - 1;
      this.#overlay.add(logged.writes);
      block.answers.push({ entry, batches, transactionIndex });
    } catch (error) {
      entry.reject(error);
    }
  }

  /** Closes the block that was filled: nothing before it is on its way any more. */
  #seal(): void {
    const block = this.#block;
    this.#block = emptyBlock();
    if (block.transactions.length === 0) {
      answer(block, undefined);
      return;
    }
    const { crypto, ledgerId, clock, append } = this.#options;
    try {
      const made = makeBlock(crypto, ledgerId, this.#made, clock(), block.transactions);
      // In the memory of the record before: that one is on the disk.
      const record = this.#records.record(made);
      this.#made = { height: made.block.header.height, hash: made.hash };
      this.#isFlushing = true;
      append(record, this.#queue.length === 0)
        .then(() => this.#settle(block, made, record.length))
        .catch((error: unknown) => this.#failBlock(block, error));
    } catch (error) {
      this.#failBlock(block, error);
    }
  }

  #settle(block: OpenBlock, made: MadeBlock, bytes: number): void {
    const { state, onBlock } = this.#options;
    const writes = writesOf(made.block);
    const { height } = made.block.header;
    state.accept(height, made.hash, writes);
    this.#overlay.drop(writes);
    this.#durable = { height, hash: made.hash };
    this.#isFlushing = false;
    onBlock(made, bytes);
    answer(block, height);
    this.#changed.notify();
  }

  #failBlock(block: OpenBlock, error: unknown): void {
    this.#isFlushing = false;
    this.fail(error);
    for (const { entry } of block.answers) entry.reject(this.#failure);
  }
}

function answer(block: OpenBlock, height: number | undefined): void {
  for (const { entry, batches, transactionIndex } of block.answers) {
    const position =
      height === undefined || transactionIndex === undefined
        ? undefined
        : { height, transactionIndex };
    entry.resolve({ position, batches, guardRefused: [] });
  }
}
