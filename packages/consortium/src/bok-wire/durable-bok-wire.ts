import {
  accept,
  BondledgerError,
  isPaymentNo,
  refuse,
  type InstitutionCode,
  type PaymentNo,
  type Result,
} from '@bondledger/domain';
import { AnswerFeed } from './answer-feed.js';
import type { Book } from './book.js';
import type { BokWire, BokWireOptions } from './bok-wire.js';
import { checkFaults, withhold, type WireFaults } from './faults.js';
import { Journal } from './journal.js';
import {
  checkGroup,
  normalLegs,
  sameLegs,
  type PaymentGroup,
  type WireAnswer,
  type WireResult,
  type WireStatus,
} from './payment.js';
import { decodeRecord, encodeRecord, openRecord, requestRecord } from './record.js';
import type { WireRecord } from './record.js';
import { replay } from './replay.js';

/** The book, made durable by a journal, with answers delivered through a feed. */
export class DurableBokWire implements BokWire {
  readonly #journal: Journal;
  readonly #book: Book;
  readonly #withheld: Map<InstitutionCode, bigint>;
  /** Answered and not acknowledged. */
  readonly #open: Set<PaymentNo>;
  readonly #feed: AnswerFeed;

  constructor({ path, accounts, faults = {} }: BokWireOptions) {
    checkFaults(faults);
    const { opened, withheld } = withhold(accounts ?? new Map<InstitutionCode, bigint>(), faults);
    const opening = openRecord(opened, withheld);
    this.#journal = Journal.open(path, accounts === undefined);
    try {
      const records = this.#journal.content.records.map(decodeRecord);
      if (records.length === 0) {
        records.push(opening);
        this.#journal.append(encodeRecord(opening));
      }
      const state = replay(records);
      this.#book = state.book;
      this.#withheld = state.withheld;
      this.#open = state.unacknowledged;
    } catch (cause) {
      this.#journal.close();
      throw cause;
    }
    this.#feed = new AnswerFeed(faults);
    for (const paymentNo of this.#open) this.#feed.add(this.#answer(paymentNo));
  }

  requestPayment(group: PaymentGroup): WireStatus {
    const [result] = this.requestPayments([group]);
    if (result === undefined) throw new TypeError('one group has one result');
    if (!result.ok) throw new BondledgerError(result.rejection);
    return result.value;
  }

  requestPayments(groups: readonly PaymentGroup[]): readonly Result<WireStatus>[] {
    this.#journal.assertUsable();
    const taken: PaymentGroup[] = [];
    const refused = groups.map((group) => {
      const legs = normalLegs(group.legs);
      const rejection =
        checkGroup(group, (institution) => this.#book.hasAccount(institution)) ??
        this.#checkKnown(group.paymentNo, legs);
      if (rejection === undefined && this.answerOf(group.paymentNo) === 'UNKNOWN') {
        const normal = { paymentNo: group.paymentNo, legs };
        this.#book.enqueue(normal);
        taken.push(normal);
      }
      return rejection;
    });
    if (taken.length > 0) {
      const paid = this.#book.payQueue();
      this.#write(requestRecord(taken, paid));
      this.#answered(paid);
    }
    return groups.map(({ paymentNo }, index) => {
      const rejection = refused[index];
      return rejection === undefined ? accept(this.answerOf(paymentNo)) : { ok: false, rejection };
    });
  }

  recall(paymentNo: PaymentNo): WireResult {
    this.#journal.assertUsable();
    if (!isPaymentNo(paymentNo)) throw new BondledgerError({ code: 'PAYMENT_NUMBER_WRONG' });
    const result = this.#book.recall(paymentNo);
    this.#write({ kind: 'RECALL', no: paymentNo, result });
    this.#answered([paymentNo]);
    return result;
  }

  answerOf(paymentNo: PaymentNo): WireStatus {
    this.#journal.assertUsable();
    return this.#book.statusOf(paymentNo);
  }

  pollAnswers(): readonly WireAnswer[] {
    this.#journal.assertUsable();
    return this.#feed.poll();
  }

  acknowledge(paymentNo: PaymentNo): void {
    this.acknowledgeAll([paymentNo]);
  }

  acknowledgeAll(paymentNos: readonly PaymentNo[]): void {
    const isAnswered = (paymentNo: PaymentNo): boolean =>
      this.answerOf(paymentNo) === 'PAID' || this.answerOf(paymentNo) === 'REVOKED';
    if (!paymentNos.every(isAnswered)) throw new BondledgerError({ code: 'PAYMENT_UNKNOWN' });
    const nos = [...new Set(paymentNos)].filter((paymentNo) => this.#open.has(paymentNo));
    if (nos.length === 0) return;
    this.#write({ kind: 'ACKNOWLEDGE', nos });
    for (const paymentNo of nos) {
      this.#open.delete(paymentNo);
      this.#feed.drop(paymentNo);
    }
  }

  inject(institution: InstitutionCode, amount?: bigint): void {
    this.#journal.assertUsable();
    if (!this.#book.hasAccount(institution)) {
      throw new BondledgerError({
        code: 'PARTICIPANT_UNKNOWN',
        params: { participant: institution },
      });
    }
    const withheld = this.#withheld.get(institution) ?? 0n;
    const put = amount ?? withheld;
    if (put <= 0n) throw new BondledgerError({ code: 'AMOUNT_INVALID' });
    const rest = put < withheld ? withheld - put : 0n;
    this.#book.inject(institution, put);
    this.#withheld.set(institution, rest);
    const paid = this.#book.payQueue();
    this.#write({
      kind: 'INJECT',
      institution,
      amount: put.toString(),
      withheld: rest.toString(),
      paid,
    });
    this.#answered(paid);
  }

  get faults(): WireFaults {
    return this.#feed.faults;
  }

  setFaults(faults: WireFaults): void {
    checkFaults(faults);
    this.#feed.setFaults(faults);
  }

  get queued(): number {
    return this.#book.queued;
  }

  balances(): ReadonlyMap<InstitutionCode, bigint> {
    this.#journal.assertUsable();
    return this.#book.balances();
  }

  close(): void {
    this.#journal.close();
  }

  /** A number asked back before it was heard of has no legs to differ from. */
  #checkKnown(paymentNo: PaymentNo, legs: PaymentGroup['legs']): ReturnType<typeof checkGroup> {
    const known = this.#book.legsOf(paymentNo);
    const differs = known.length > 0 && !sameLegs(known, legs);
    return differs ? refuse('PAYMENT_DIFFERS').rejection : undefined;
  }

  /** Where writing fails the book is ahead of the disk, and every call after it is refused. */
  #write(record: WireRecord): void {
    this.#book.assertConserved();
    this.#journal.append(encodeRecord(record));
  }

  #answered(paymentNos: readonly PaymentNo[]): void {
    for (const paymentNo of paymentNos) {
      this.#open.add(paymentNo);
      this.#feed.add(this.#answer(paymentNo));
    }
  }

  #answer(paymentNo: PaymentNo): WireAnswer {
    const result = this.#book.statusOf(paymentNo) === 'PAID' ? 'PAID' : 'REVOKED';
    const legs = result === 'PAID' ? this.#book.legsOf(paymentNo) : [];
    return { paymentNo, result, legs };
  }
}
