import { BondledgerError } from '@bondledger/domain';
import type { Prepared } from '@bondledger/contract';
import { QUEUED_INSTRUCTIONS_MAX, QUEUED_TRANSACTIONS_MAX } from '../limits.js';
import type { TransactionOutcome } from '../port/ledger.js';
import type { Ahead } from './signature-checker.js';

/** A transaction on its way through the writer. */
export interface Entry {
  readonly prepared: Prepared;
  readonly instructions: number;
  /** Its signatures that another thread was given to verify. */
  readonly ahead: Ahead;
  readonly resolve: (outcome: TransactionOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Transactions that wait to be applied, in the order in which they came. Bounded. */
export class SubmitQueue {
  readonly #entries: Entry[] = [];
  #instructions = 0;

  get length(): number {
    return this.#entries.length;
  }

  /** Throws QUEUE_FULL. A transaction of any size is taken where nothing waits. */
  throwIfFull(instructions: number): void {
    if (this.#entries.length === 0) return;
    const isFull =
      this.#entries.length >= QUEUED_TRANSACTIONS_MAX ||
      this.#instructions + instructions > QUEUED_INSTRUCTIONS_MAX;
    if (isFull) throw new BondledgerError({ code: 'QUEUE_FULL', params: { queue: 'ledger' } });
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
    this.#instructions += entry.instructions;
  }

  /** The next ones, at least one, together at most `instructions` if that can be. */
  take(instructions: number): readonly Entry[] {
    let count = 0;
    let sum = 0;
    for (const entry of this.#entries) {
      if (count > 0 && sum + entry.instructions > instructions) break;
      sum += entry.instructions;
      count += 1;
    }
    this.#instructions -= sum;
    return this.#entries.splice(0, count);
  }

  /** Takes one out again; false where it is on its way already. */
  remove(entry: Entry): boolean {
    const at = this.#entries.indexOf(entry);
    if (at === -1) return false;
    this.#entries.splice(at, 1);
    this.#instructions -= entry.instructions;
    return true;
  }
}
