import { cashLegs, type CashLeg, type InstitutionCode } from '@bondledger/domain';
import { ACCOUNTS, cashOf } from './accounts.js';
import { accountAt } from './desk.js';
import type { Draft } from './draft.js';
import { LOT } from './sizes.js';
import type { Ticket } from './ticket.js';

/** What an account has of an ISIN before the day, in won of face. */
export interface OpeningHolding {
  readonly account: string;
  readonly isin: string;
  readonly balance: bigint;
}

/** What an institution has at the central bank before the day, in won. */
export interface OpeningCash {
  readonly institution: InstitutionCode;
  readonly balance: bigint;
}

interface Position {
  readonly account: string;
  readonly isin: string;
  /** Whether the account only passes on what it gets: it does so in one chain, and nothing else. */
  received: number;
  delivered: number;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Just enough stock for every delivery: all that an account delivers, less what it receives first in
 * its chain. No account both delivers and receives an ISIN outside of chains.
 */
export const openingHoldings = (drafts: readonly Draft[]): readonly OpeningHolding[] => {
  const positions = new Map<string, Position>();
  const positionOf = (account: string, isin: string): Position => {
    const key = `${account} ${isin}`;
    const position = positions.get(key) ?? { account, isin, received: 0, delivered: 0 };
    positions.set(key, position);
    return position;
  };
  for (const { desk, seller, buyer, lots } of drafts) {
    const { isin } = desk.issue.profile;
    positionOf(accountAt(seller).account, isin).delivered += lots;
    positionOf(accountAt(buyer).account, isin).received += lots;
  }
  return [...positions.values()]
    .filter(({ received, delivered }) => delivered > received)
    .sort((a, b) => compareText(a.account, b.account) || compareText(a.isin, b.isin))
    .map(({ account, isin, received, delivered }) => ({
      account,
      isin,
      balance: BigInt(delivered - received) * LOT,
    }));
};

/** The payments of the day where its chains are merged: one for each chain, one for each trade. */
export const paymentGroups = (
  drafts: readonly Draft[],
  tickets: readonly Ticket[],
): readonly (readonly CashLeg[])[] => {
  const chains = new Map<number, Parameters<typeof cashLegs>[0][number][]>();
  const groups: (readonly CashLeg[])[] = [];
  for (const [index, draft] of drafts.entries()) {
    const ticket = tickets[index];
    if (ticket === undefined) throw new RangeError('every draft has a ticket');
    const payment = {
      settlementAmount: ticket.terms.settlementAmount,
      settlementMethod: ticket.terms.settlementMethod,
      sellerCash: cashOf(accountAt(draft.seller)),
      buyerCash: cashOf(accountAt(draft.buyer)),
    };
    const chain = draft.chain === undefined ? undefined : chains.get(draft.chain);
    if (chain !== undefined) chain.push(payment);
    else if (draft.chain !== undefined) chains.set(draft.chain, [payment]);
    else groups.push(cashLegs([payment]));
  }
  for (const chain of chains.values()) groups.push(cashLegs(chain));
  return groups.filter((legs) => legs.length > 0);
};

interface Flow {
  out: bigint;
  in: bigint;
  /** The largest single debit. */
  largest: bigint;
  /** Credits that come only if somebody else can pay as well. */
  shared: bigint;
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const roundUp = (amount: bigint): bigint => ((amount + LOT - 1n) / LOT) * LOT;

const flowsOf = (groups: readonly (readonly CashLeg[])[]): ReadonlyMap<InstitutionCode, Flow> => {
  const flows = new Map<InstitutionCode, Flow>();
  for (const account of ACCOUNTS) {
    flows.set(cashOf(account), { out: 0n, in: 0n, largest: 0n, shared: 0n });
  }
  for (const legs of groups) {
    const payers = legs.filter((leg) => leg.amount < 0n).length;
    for (const { institution, amount } of legs) {
      const flow = flows.get(institution);
      if (flow === undefined) throw new RangeError(`${institution} has no cash account`);
      if (amount < 0n) {
        flow.out -= amount;
        flow.largest = max(flow.largest, -amount);
      } else {
        flow.in += amount;
        if (payers > 1) flow.shared += amount;
      }
    }
  }
  return flows;
};

/**
 * Cash enough for the payments in whatever order they come, with waiting: three fifths of what an
 * institution pays, and at least so much that after the day it has its largest debit left, besides
 * the credits that hang on a second payer.
 *
 * Why that is enough: suppose that none of the payments left can be made. Take the institutions that
 * are short for one of them. All that they are still owed by others hangs on a second payer, so
 * together they have at least what they have after the day without those credits, which is at least
 * the sum of their largest debits. Then one of them has its largest debit, and is not short.
 */
export const openingCash = (groups: readonly (readonly CashLeg[])[]): readonly OpeningCash[] =>
  Array.from(flowsOf(groups), ([institution, flow]) => ({
    institution,
    balance: roundUp(max((flow.out * 3n) / 5n, flow.out - flow.in + flow.largest + flow.shared)),
  }));
