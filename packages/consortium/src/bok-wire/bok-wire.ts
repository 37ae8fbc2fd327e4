import type { InstitutionCode, PaymentNo, Result } from '@bondledger/domain';
import type { WireFaults } from './faults.js';
import type { PaymentGroup, WireAnswer, WireResult, WireStatus } from './payment.js';

/**
 * A simulator of BOK-Wire+, the central bank's real-time gross settlement system. It is no part of
 * the ledger: it has its own journal, and every call that changes something returns after that is
 * flushed. Payments are made as a whole or wait as a whole, and each gets exactly one answer.
 *
 * After DISK_FAILED every call is refused with it, since what was promised is known only to the
 * file; opening the journal again tells.
 */
export interface BokWire {
  /**
   * Asks for one payment and says how it stands. The same number with the same legs may be asked
   * for again at any time and is paid once.
   *
   * @throws BondledgerError PAYMENT_NUMBER_WRONG, PARTICIPANT_UNKNOWN, AMOUNT_INVALID,
   *   PAYMENT_DIFFERS where the number is known with other legs; DISK_FAILED, LEDGER_CLOSED.
   */
  requestPayment(group: PaymentGroup): WireStatus;
  /**
   * Asks for many payments, in their order, with a single flush. A group that is refused does not
   * hold up the others.
   *
   * @throws BondledgerError DISK_FAILED, LEDGER_CLOSED
   */
  requestPayments(groups: readonly PaymentGroup[]): readonly Result<WireStatus>[];
  /**
   * Asks a payment back. REVOKED where it was not paid, and then it never will be, even where the
   * request arrives after this; PAID where it was. The answer is delivered again either way.
   *
   * @throws BondledgerError PAYMENT_NUMBER_WRONG, DISK_FAILED, LEDGER_CLOSED
   */
  recall(paymentNo: PaymentNo): WireResult;
  /** How a payment stands, whatever became of its answer. */
  answerOf(paymentNo: PaymentNo): WireStatus;
  /** The answers that were not delivered since the start. Nothing is lost by not asking. */
  pollAnswers(): readonly WireAnswer[];
  /**
   * Says that an answer was dealt with. What is not acknowledged is delivered again after a
   * restart.
   *
   * @throws BondledgerError PAYMENT_UNKNOWN where there is no answer to acknowledge; DISK_FAILED,
   *   LEDGER_CLOSED
   */
  acknowledge(paymentNo: PaymentNo): void;
  /**
   * The same for many answers with a single flush; nothing is acknowledged where one is unknown.
   */
  acknowledgeAll(paymentNos: readonly PaymentNo[]): void;
  /**
   * Puts money on an account: the amount, or what was withheld of it at the opening. Payments that
   * waited for it are made.
   *
   * @throws BondledgerError PARTICIPANT_UNKNOWN, AMOUNT_INVALID, DISK_FAILED, LEDGER_CLOSED
   */
  inject(institution: InstitutionCode, amount?: bigint): void;
  /** What goes wrong on request with the answers to come. */
  readonly faults: WireFaults;
  /**
   * Asks for other faults; an account's shortage counts at the opening alone.
   *
   * @throws RangeError where a fault is no whole number in its range.
   */
  setFaults(faults: WireFaults): void;
  /** Payments that wait for money. */
  readonly queued: number;
  /** What every institution has, in won. */
  balances(): ReadonlyMap<InstitutionCode, bigint>;
  close(): void;
}

export interface BokWireOptions {
  readonly path: string;
  /**
   * Opening balances in won of a new journal, which is made where there is none; an old one has its
   * own. Left out where the journal is there already: one that was lost is not made anew.
   */
  readonly accounts?: ReadonlyMap<InstitutionCode, bigint>;
  readonly faults?: WireFaults;
}
