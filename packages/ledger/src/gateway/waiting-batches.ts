import { BondledgerError } from '@bondledger/domain';
import { tradeKey, type Submission } from '@bondledger/contract';
import {
  GATEWAY_BATCHES_LOOKED_THROUGH,
  GATEWAY_BATCHES_MAX,
  GATEWAY_BATCHES_TOGETHER,
  GATEWAY_INSTRUCTIONS_MAX,
} from '../limits.js';
import type { Capabilities } from '../port/ledger.js';
import type { Sent } from './gateway.js';

/** A batch that waits or is on its way. */
export interface Waiting {
  readonly submission: Submission;
  /** The trades that it may write: the ledger's keys of those that its opening names. */
  readonly trades: readonly string[];
  /** Undefined where there are no lanes. */
  readonly lane: string | undefined;
  readonly instructions: number;
  readonly resolve: (sent: Sent) => void;
  readonly reject: (error: unknown) => void;
  /** When it came, in milliseconds of the process; 0 where nobody measures. */
  readonly since: number;
}

/** The trades that a submission may write. */
export const tradesOfSubmission = ({ opening }: Submission): readonly string[] => [
  ...new Set(
    opening.instructions.flatMap(({ trades }) => trades.map(({ tradeId }) => tradeKey(tradeId))),
  ),
];

/**
 * Batches that wait for the next transaction, in the order in which they came. Those that share a
 * trade keep their order: neither is in one transaction with the other, nor overtakes it.
 */
export class WaitingBatches {
  #waiting: Waiting[] = [];
  #instructions = 0;
  /** Trades of the batches that are on their way. */
  readonly #busy = new Set<string>();
  /** How many transactions of a lane are on their way. */
  readonly #lanes = new Map<string | undefined, number>();

  get length(): number {
    return this.#waiting.length;
  }

  /** Throws QUEUE_FULL. */
  push(batch: Waiting): void {
    const isFull =
      this.#waiting.length >= GATEWAY_BATCHES_MAX ||
      (this.#waiting.length > 0 &&
        this.#instructions + batch.instructions > GATEWAY_INSTRUCTIONS_MAX);
    if (isFull) throw new BondledgerError({ code: 'QUEUE_FULL', params: { queue: 'gateway' } });
    this.#waiting.push(batch);
    this.#instructions += batch.instructions;
  }

  /** Takes one out again; false where it is on its way already. */
  remove(batch: Waiting): boolean {
    const at = this.#waiting.indexOf(batch);
    if (at === -1) return false;
    this.#waiting.splice(at, 1);
    this.#instructions -= batch.instructions;
    return true;
  }

  /**
   * The batches of the next transaction: those of one lane that share no trade, as many as fit.
   * `free` is how many transactions may go now: what waits is spread over them, so that the
   * stages of the ledger all have work.
   */
  take(capabilities: Capabilities, free: number): readonly Waiting[] {
    const { transactionsInLane = Infinity } = capabilities;
    const spread = Math.min(free, transactionsInLane);
    const share = Math.max(GATEWAY_BATCHES_TOGETHER, Math.ceil(this.#waiting.length / spread));
    const batchesMax = Math.min(capabilities.batchesPerTransaction, share);
    const bundle = new Set<Waiting>();
    /** Trades of batches that were passed over: nothing that shares them may overtake. */
    const held = new Set<string>();
    let instructions = 0;
    for (const batch of this.#waiting.slice(0, GATEWAY_BATCHES_LOOKED_THROUGH)) {
      const isBusy = batch.trades.some((trade) => this.#busy.has(trade) || held.has(trade));
      const fits =
        bundle.size === 0 ||
        instructions + batch.instructions <= instructionsIn(capabilities, batch.lane);
      const isFull = (this.#lanes.get(batch.lane) ?? 0) >= transactionsInLane;
      const [first = batch] = bundle;
      if (isBusy || isFull || !fits || batch.lane !== first.lane) {
        for (const trade of batch.trades) held.add(trade);
        continue;
      }
      bundle.add(batch);
      instructions += batch.instructions;
      for (const trade of batch.trades) held.add(trade);
      if (bundle.size >= batchesMax) break;
    }
    this.#start(bundle, instructions);
    return [...bundle];
  }

  /** The batches have been answered: others may work on their trades. */
  finished(bundle: readonly Waiting[]): void {
    this.#count(bundle, -1);
    for (const { trades } of bundle) for (const trade of trades) this.#busy.delete(trade);
  }

  #start(bundle: ReadonlySet<Waiting>, instructions: number): void {
    if (bundle.size === 0) return;
    this.#count([...bundle], 1);
    for (const { trades } of bundle) for (const trade of trades) this.#busy.add(trade);
    this.#waiting = this.#waiting.filter((batch) => !bundle.has(batch));
    this.#instructions -= instructions;
  }

  #count([first]: readonly Waiting[], change: number): void {
    if (first === undefined) return;
    const count = (this.#lanes.get(first.lane) ?? 0) + change;
    if (count > 0) this.#lanes.set(first.lane, count);
    else this.#lanes.delete(first.lane);
  }
}

const instructionsIn = (capabilities: Capabilities, lane = ''): number =>
  capabilities.instructionsInLane?.[lane] ?? capabilities.instructionsPerTransaction;
