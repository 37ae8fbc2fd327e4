import type { PaymentContent } from '@bondledger/contract';
import type { Institution, PaymentAction } from '@bondledger/sdk';
import type { BokWire } from '../bok-wire/bok-wire.js';
import type { PaymentGroup, WireStatus } from '../bok-wire/payment.js';

const groupOf = ({ paymentNo, legs }: PaymentContent): PaymentGroup => ({
  paymentNo,
  legs: legs.map(([institution, amount]) => ({ institution, amount: BigInt(amount) })),
});

const isOpen = ({ state }: PaymentContent): boolean =>
  state === 'REQUESTED' || state === 'ASKED_BACK';

/**
 * BOK's desk between the ledger and its own settlement system: it passes on what the ledger
 * requests, and answers on the ledger what the system did. Answers that come twice are given once;
 * where none comes although payments are open, it inquires, so that a lost answer loses nothing.
 */
export class CentralBankDesk {
  readonly #bok: Institution;
  readonly #wire: BokWire;
  readonly #delivered = new Set<string>();

  constructor(bok: Institution, wire: BokWire) {
    this.#bok = bok;
    this.#wire = wire;
  }

  /** The answers that are due on the ledger now. */
  due(): readonly PaymentAction[] {
    const open = [...this.#bok.book.payments()].filter(isOpen);
    this.#wire.requestPayments(open.filter(({ state }) => state === 'REQUESTED').map(groupOf));
    for (const { paymentNo, state } of open) {
      if (state === 'ASKED_BACK') this.#wire.recall(paymentNo);
    }
    const polled = this.#wire.pollAnswers();
    for (const { paymentNo } of polled) this.#delivered.add(paymentNo);
    const told = open.filter(({ paymentNo }) => this.#delivered.has(paymentNo));
    const asked = told.length > 0 ? told : open;
    return asked.flatMap(({ paymentNo }) => answerStep(paymentNo, this.#wire.answerOf(paymentNo)));
  }

  /** Tells the settlement system which of its answers are on the ledger for good. */
  acknowledge(): void {
    const done = [...this.#delivered].filter((paymentNo) => {
      const payment = this.#bok.book.payment(paymentNo);
      return payment !== undefined && !isOpen(payment);
    });
    if (done.length > 0) this.#wire.acknowledgeAll(done);
    for (const paymentNo of done) this.#delivered.delete(paymentNo);
  }
}

function answerStep(paymentNo: string, status: WireStatus): readonly PaymentAction[] {
  if (status === 'PAID') return [{ step: 'CONFIRM_PAYMENT', paymentNo }];
  return status === 'REVOKED' ? [{ step: 'CONFIRM_REVOKED', paymentNo }] : [];
}
