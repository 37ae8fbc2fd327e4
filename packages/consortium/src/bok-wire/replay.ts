import assert from 'node:assert/strict';
import { BondledgerError, type InstitutionCode, type PaymentNo } from '@bondledger/domain';
import { Book } from './book.js';
import { balancesOf, legsOf, type WireRecord } from './record.js';

/** The central bank's state as its journal tells it. */
export interface ReplayedState {
  readonly book: Book;
  readonly withheld: Map<InstitutionCode, bigint>;
  /**
   * Payments that are answered and whose answer nobody acknowledged, in the order of the answers.
   */
  readonly unacknowledged: Set<PaymentNo>;
}

const payAll = (state: ReplayedState, paid: readonly PaymentNo[]): void => {
  for (const paymentNo of paid) {
    state.book.pay(paymentNo);
    state.unacknowledged.add(paymentNo);
  }
};

const put = (state: ReplayedState, record: WireRecord): void => {
  switch (record.kind) {
    case 'OPEN':
      throw new BondledgerError({ code: 'LOG_CORRUPT' });
    case 'REQUEST':
      for (const { no, legs } of record.groups) {
        state.book.enqueue({ paymentNo: no, legs: legsOf(legs) });
      }
      payAll(state, record.paid);
      break;
    case 'RECALL':
      assert.equal(state.book.recall(record.no), record.result);
      state.unacknowledged.add(record.no);
      break;
    case 'INJECT':
      state.book.inject(record.institution, BigInt(record.amount));
      state.withheld.set(record.institution, BigInt(record.withheld));
      payAll(state, record.paid);
      break;
    case 'ACKNOWLEDGE':
      for (const paymentNo of record.nos) state.unacknowledged.delete(paymentNo);
      break;
  }
};

/**
 * Makes the state again from the journal's records.
 *
 * @throws BondledgerError LOG_CORRUPT where the journal does not begin with its opening.
 */
export const replay = (records: readonly WireRecord[]): ReplayedState => {
  const [opening, ...rest] = records;
  if (opening?.kind !== 'OPEN') throw new BondledgerError({ code: 'LOG_CORRUPT' });
  const state: ReplayedState = {
    book: new Book(balancesOf(opening.accounts)),
    withheld: balancesOf(opening.withheld),
    unacknowledged: new Set(),
  };
  for (const record of rest) {
    put(state, record);
    state.book.assertConserved();
  }
  return state;
};
