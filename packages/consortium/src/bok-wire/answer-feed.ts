import type { PaymentNo } from '@bondledger/domain';
import type { WireFaults } from './faults.js';
import type { WireAnswer } from './payment.js';

interface Pending {
  readonly answer: WireAnswer;
  /** Polls that still pass before the answer shows. */
  waits: number;
  isLost: boolean;
  readonly isDoubled: boolean;
}

/** Whether the count-th of something is an n-th one. */
const isNth = (count: number, n: number | undefined): boolean => n !== undefined && count % n === 0;

/**
 * The answers that have not been delivered, and the ways in which delivering goes wrong. It holds
 * no truth: everything in it can be made again from the book.
 */
export class AnswerFeed {
  #faults: WireFaults;
  readonly #pending = new Map<PaymentNo, Pending>();
  #again: WireAnswer[] = [];
  #count = 0;

  constructor(faults: WireFaults) {
    this.#faults = faults;
  }

  get faults(): WireFaults {
    return this.#faults;
  }

  /** Of the answers to come; what waits goes wrong as it was decided. */
  setFaults(faults: WireFaults): void {
    this.#faults = faults;
  }

  /** An answer to deliver; one that is waiting already is not delivered twice for that. */
  add(answer: WireAnswer): void {
    if (this.#pending.has(answer.paymentNo)) return;
    this.#count += 1;
    this.#pending.set(answer.paymentNo, {
      answer,
      waits: this.#faults.slow ?? 0,
      isLost: isNth(this.#count, this.#faults.loseAnswers),
      isDoubled: isNth(this.#count, this.#faults.doubleAnswers),
    });
  }

  /** An acknowledged answer is not delivered any more, unless it is doubled. */
  drop(paymentNo: PaymentNo): void {
    this.#pending.delete(paymentNo);
  }

  poll(): readonly WireAnswer[] {
    const delivered = this.#again;
    this.#again = [];
    for (const [paymentNo, pending] of this.#pending) {
      if (pending.waits > 0) {
        pending.waits -= 1;
      } else if (pending.isLost) {
        pending.isLost = false;
      } else {
        this.#pending.delete(paymentNo);
        delivered.push(pending.answer);
        if (pending.isDoubled) this.#again.push(pending.answer);
      }
    }
    return delivered;
  }
}
