import { cashLegs, type CashLeg } from '@bondledger/domain';
import { cashOf } from './accounts.js';
import { accountAt } from './desk.js';
import type { Draft } from './draft.js';
import type { Ticket } from '@bondledger/legacy';

/** What moves for one payment. */
export type PaymentLegs = readonly CashLeg[];

/** The payments of the day. What nets to zero is none. */
export interface DayPayments {
  /** One for each chain, and one for each trade in none. */
  readonly merged: readonly PaymentLegs[];
  /** One for each trade, as it would be without chains. */
  readonly single: readonly PaymentLegs[];
}

/** The payments of the day, with its chains merged and without. */
export const paymentsOf = (drafts: readonly Draft[], tickets: readonly Ticket[]): DayPayments => {
  const chains = new Map<number, Parameters<typeof cashLegs>[0][number][]>();
  const groups: PaymentLegs[] = [];
  const single: PaymentLegs[] = [];
  for (const [index, draft] of drafts.entries()) {
    const ticket = tickets[index];
    if (ticket === undefined) throw new RangeError('every draft has a ticket');
    const payment = {
      settlementAmount: ticket.terms.settlementAmount,
      settlementMethod: ticket.terms.settlementMethod,
      sellerCash: cashOf(accountAt(draft.seller)),
      buyerCash: cashOf(accountAt(draft.buyer)),
    };
    const legs = cashLegs([payment]);
    single.push(legs);
    const chain = draft.chain === undefined ? undefined : chains.get(draft.chain);
    if (chain !== undefined) chain.push(payment);
    else if (draft.chain !== undefined) chains.set(draft.chain, [payment]);
    else groups.push(legs);
  }
  for (const chain of chains.values()) groups.push(cashLegs(chain));
  const moves = (legs: PaymentLegs): boolean => legs.length > 0;
  return { merged: groups.filter(moves), single: single.filter(moves) };
};
