import {
  MAX_BATCH_INSTRUCTIONS,
  nodeCrypto,
  openRecord,
  type Crypto,
  type HoldingContent,
  type PairKey,
} from '@bondledger/contract';
import { BondledgerError, type Holding, type Result, type Step } from '@bondledger/domain';
import type { Signer } from '../keys/signer.js';
import { BATCHES_IN_FLIGHT, DEFAULT_BATCH_INSTRUCTIONS } from '../limits.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Transport } from '../transport/transport.js';
import type { Action, PaymentAction, SettlementAction, TradeAction } from './action.js';
import { Book, type BookEvents } from './book.js';
import { buildRegistryStep } from './build-registry.js';
import { buildPaymentAnswer, buildSettlementStep, holdingOpening } from './build-settlement.js';
import { buildTradeStep } from './build-trade.js';
import { KeyFinder } from './discover.js';
import { Follower } from './follower.js';
import type { BuiltInstruction, InstructionKit } from './instruction-kit.js';
import { PairKeyring } from './pair-keyring.js';
import { RandomPool } from '../keys/random-pool.js';
import { Sender } from './sender.js';
import type { BatchReport, StepResult } from './step-result.js';

export interface InstitutionOptions {
  readonly transport: Transport;
  readonly signer: Signer;
  /**
   * Where signed batches wait for their receipts; without one a crash may lose what was not
   * answered.
   */
  readonly outbox?: Outbox;
  /** The sender's own name for who takes the steps; seen by its own side alone. */
  readonly operator?: string;
  readonly crypto?: Crypto;
  /** The present moment, for `issuedAt`. */
  readonly clock?: () => Date;
  readonly events?: Partial<BookEvents>;
  /** Instructions under one signature where `take` is not told, 1 to 1,000; 250 if left out. */
  readonly batchSize?: number;
  /** Told how long each signature of a batch took, in seconds. */
  readonly onSigned?: (seconds: number) => void;
}

export interface TakeOptions {
  readonly signal?: AbortSignal;
  /**
   * The last business date on which the batches may be accepted; the ledger's present one if left
   * out.
   */
  readonly validUntil?: string;
  /** Instructions under one signature, 1 to 1,000; as the institution was opened if left out. */
  readonly batchSize?: number;
  readonly onBatch?: (report: BatchReport) => void;
}

const REGISTERS: Action['step'] = 'REGISTER_PARTICIPANT';

const PAYMENT_STEPS: ReadonlySet<string> = new Set<PaymentAction['step']>([
  'CONFIRM_PAYMENT',
  'CONFIRM_REVOKED',
]);
const TRADE_STEPS: ReadonlySet<string> = new Set<TradeAction['step']>([
  'SUBMIT',
  'CONFIRM',
  'REJECT',
  'WITHDRAW',
  'INSTRUCT',
  'APPROVE',
  'DECLINE',
  'REQUEST_CANCEL',
  'CONFIRM_CANCEL',
  'DROP_CANCEL',
]);
const SETTLEMENT_STEPS: ReadonlySet<string> = new Set<SettlementAction['step'] & Step>([
  'MERGE',
  'SPLIT',
  'RESTRICT',
  'RELEASE',
  'REQUEST_PAYMENT',
  'REVOKE_PAYMENT',
  'SETTLE',
  'EXPIRE',
  'FAIL',
]);

const isTradeAction = (action: Action): action is TradeAction => TRADE_STEPS.has(action.step);
const isSettlementAction = (action: Action): action is SettlementAction =>
  SETTLEMENT_STEPS.has(action.step);
const isPaymentAction = (action: Action): action is PaymentAction => PAYMENT_STEPS.has(action.step);

function build(kit: InstructionKit, action: Action): Result<BuiltInstruction> {
  if (isTradeAction(action)) return buildTradeStep(kit, action);
  if (isSettlementAction(action)) return buildSettlementStep(kit, action);
  if (isPaymentAction(action)) return buildPaymentAnswer(kit, action);
  return buildRegistryStep(kit, action);
}

/** One institution at the ledger: it takes steps with its own keys and follows its own trades. */
export class Institution implements AsyncDisposable {
  readonly participant: string;
  readonly book: Book;
  readonly #options: InstitutionOptions;
  readonly #crypto: Crypto;
  readonly #pairs: PairKeyring;
  readonly #finder: KeyFinder;
  readonly #random = new RandomPool();
  readonly #sender: Sender;
  readonly #follower: Follower;

  private constructor(options: InstitutionOptions, crypto: Crypto, pairs: PairKeyring) {
    this.participant = options.signer.participant;
    this.#options = options;
    this.#crypto = crypto;
    this.#pairs = pairs;
    this.#finder = new KeyFinder(crypto, pairs, this.participant);
    this.book = new Book(crypto, this.#finder, this.participant, options.events);
    this.#sender = new Sender({
      crypto,
      signer: options.signer,
      transport: options.transport,
      outbox: options.outbox,
      random: this.#random,
      onSigned: options.onSigned,
    });
    const learn = pairs.learn.bind(pairs);
    this.#follower = new Follower(this.book, options.transport, learn);
  }

  /**
   * Opens an institution: derives its pair keys, sends again what an earlier process had no receipt
   * for, and reads the ledger up to its head.
   *
   * @throws BondledgerError OUTBOX_DAMAGED, LEDGER_CLOSED and whatever the transport rejects with.
   */
  static async open(options: InstitutionOptions): Promise<Institution> {
    const crypto = options.crypto ?? nodeCrypto;
    const pairs = new PairKeyring(options.transport, options.signer, crypto);
    await pairs.refresh();
    const institution = new Institution(options, crypto, pairs);
    await institution.#sender.resendPending();
    await institution.caughtUp();
    return institution;
  }

  /** Resolves when everything that is on the ledger now has been read. */
  async caughtUp(signal?: AbortSignal): Promise<void> {
    const { height } = await this.#options.transport.head();
    await this.#follower.reached(height, signal);
  }

  /**
   * Reads the registry again. Who joins is learned from the blocks, so this is only for keys that
   * the signer could not derive at the time.
   */
  async refreshParticipants(): Promise<void> {
    const { size } = this.#pairs;
    await this.#pairs.refresh();
    if (this.#pairs.size > size) this.book.tryAgain();
  }

  /**
   * Takes steps, one or thousands: builds, signs once for each batch, sends, and answers in the
   * order of the actions. What cannot be built is answered as refused and not sent; a refusal
   * changes nothing and may be tried again.
   *
   * @throws BondledgerError BATCH_TOO_LARGE before anything is sent. REQUEST_ABORTED, QUEUE_FULL,
   * RECEIPT_UNREADABLE where a batch fails: no further one is sent, those on their way are waited
   * for, and the outbox keeps what was signed and got no receipt, to send the same bytes again.
   */
  async take(
    actions: readonly Action[],
    options: TakeOptions = {},
  ): Promise<readonly StepResult[]> {
    const size = options.batchSize ?? this.#options.batchSize ?? DEFAULT_BATCH_INSTRUCTIONS;
    if (!Number.isInteger(size) || size < 1 || size > MAX_BATCH_INSTRUCTIONS) {
      throw new BondledgerError({ code: 'BATCH_TOO_LARGE' });
    }
    const results: StepResult[] = new Array<StepResult>(actions.length);
    const failures: unknown[] = [];
    const running = new Set<Promise<void>>();
    // All ranges are known before the first is sent: what is too large sends nothing.
    for (const [from, to] of [...chunksOf(actions, size)]) {
      const chunk = this.#takeChunk(actions, from, to, options, results)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(chunk));
      running.add(chunk);
      if (running.size >= BATCHES_IN_FLIGHT) await Promise.race(running);
      if (failures.length > 0) break;
    }
    // Nothing is on its way any more when this answers, whichever way.
    await Promise.all(running);
    if (failures.length > 0) throw failures[0];
    return results;
  }

  async #takeChunk(
    actions: readonly Action[],
    from: number,
    to: number,
    options: TakeOptions,
    results: StepResult[],
  ): Promise<void> {
    const began = performance.now();
    const { built, places } = this.#build(actions, from, to, results);
    if (built.length === 0) return;
    const validUntil = options.validUntil ?? this.book.day?.businessDate ?? '';
    const answers = await this.#send(built, validUntil, options.signal);
    for (const [at, answer] of answers.entries()) results[places[at] ?? 0] = answer;
    // Who registers a participant knows it as soon as it is told so: KSD's guard has to.
    const isRegistering = actions.slice(from, to).some(({ step }) => step === REGISTERS);
    if (isRegistering) await this.caughtUp(options.signal);
    options.onBatch?.({
      instructions: built.length,
      accepted: answers.filter(({ status }) => status === 'ACCEPTED').length,
      milliseconds: performance.now() - began,
    });
  }

  /** Builds group by group: where one of a linked group cannot be built, none of it is sent. */
  #build(
    actions: readonly Action[],
    from: number,
    to: number,
    results: StepResult[],
  ): { readonly built: readonly BuiltInstruction[]; readonly places: readonly number[] } {
    const alone = this.#kit();
    const kitOf = (action: Action, linked: boolean): InstructionKit => {
      const kit = linked ? { ...alone, linked } : alone;
      return action.operator === undefined ? kit : { ...kit, operator: action.operator };
    };
    const built: BuiltInstruction[] = [];
    const places: number[] = [];
    for (let first = from; first < to;) {
      const end = endOfGroup(actions, first, to);
      const group = actions
        .slice(first, end)
        .map((action, at) => build(kitOf(action, first + at + 1 < end), action));
      const isWhole = group.every(({ ok }) => ok);
      for (const [at, instruction] of group.entries()) {
        if (!instruction.ok) {
          results[first + at] = { status: 'REFUSED', ...instruction.rejection };
        } else if (!isWhole) {
          results[first + at] = { status: 'REFUSED', code: 'LINKED_FAILED' };
        } else {
          built.push(instruction.value);
          places.push(first + at);
        }
      }
      first = end;
    }
    return { built, places };
  }

  async #send(
    built: readonly BuiltInstruction[],
    validUntil: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly StepResult[]> {
    try {
      return await this.#sender.send(built, validUntil, signal);
    } catch (error) {
      if (signal?.aborted !== true) throw error;
      throw new BondledgerError({ code: 'REQUEST_ABORTED' }, { cause: error });
    }
  }

  #kit(): InstructionKit {
    const { clock, operator, transport } = this.#options;
    return {
      crypto: this.#crypto,
      ledgerId: transport.ledgerId,
      participant: this.participant,
      operator: operator ?? this.participant,
      issuedAt: (clock?.() ?? new Date()).toISOString(),
      pairs: this.#pairs,
      finder: this.#finder,
      book: this.book,
      random: this.#random,
      linked: false,
    };
  }

  /** The key that this institution shares with another; undefined where it is not registered. */
  pairKey(code: string): PairKey | undefined {
    return this.#pairs.find(code);
  }

  /** What accounts hold, in won of face; only the holder and KSD can read it. */
  async holdings(
    accounts: readonly { readonly account: string; readonly isin: string }[],
  ): Promise<readonly Holding[]> {
    const kit = this.#kit();
    const openings = accounts.map(({ account, isin }) => holdingOpening(kit, account, isin));
    const names = openings.flatMap((opening) => (opening === undefined ? [] : [opening.name]));
    const values = await this.#options.transport.read(names);
    return openings.map((opening): Holding => {
      const value = opening && values.get(opening.name);
      if (opening === undefined || value === undefined) return { balance: 0n, restricted: 0n };
      const { name, key } = opening;
      const content = openRecord<HoldingContent>(this.#crypto, key, name, value);
      if (content === undefined) throw new BondledgerError({ code: 'OPENING_WRONG' });
      const { balance, restricted } = content;
      return { balance: BigInt(balance), restricted: BigInt(restricted) };
    });
  }

  /** Stops following. Nothing that was answered is lost. */
  async close(): Promise<void> {
    await this.#follower.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Where the linked group that begins at `first` ends; most groups are of one. */
function endOfGroup(actions: readonly Action[], first: number, last: number): number {
  let end = first + 1;
  while (end < last && actions[end - 1]?.linked === true) end += 1;
  return end;
}

/**
 * Ranges of about `size` actions; linked ones stay together, in a larger range if need be.
 *
 * @throws BondledgerError BATCH_TOO_LARGE where a linked group is more than a batch can hold.
 */
function* chunksOf(
  actions: readonly Action[],
  size: number,
): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < actions.length;) {
    let to = endOfGroup(actions, from, actions.length);
    for (let next = to; next < actions.length && next - from < size; to = next) {
      next = endOfGroup(actions, next, actions.length);
      if (next - from > size) break;
    }
    if (to - from > MAX_BATCH_INSTRUCTIONS) throw new BondledgerError({ code: 'BATCH_TOO_LARGE' });
    yield [from, to];
    from = to;
  }
}
