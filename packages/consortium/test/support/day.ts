import { cashInstitutionOf, findChains, type CashLeg, type ChainTrade } from '@bondledger/domain';
import { it } from 'vitest';
import { referenceDay, type ReferenceDay } from '../../src/reference-day/reference-day.js';
import type { Ticket } from '@bondledger/legacy';

/** The days that every test of the shape looks at, by seed. */
export const DAYS = ['bondledger', '1', '가나다', '20260921'].map((seed) => referenceDay({ seed }));

export const eachDay = it.each(DAYS.map((day): [string, ReferenceDay] => [day.seed, day]));

/** A ticket as the depository sees it; its index stands for the trade's identifier. */
export const chainTrade = (
  { terms, sellerSide, buyerSide }: Ticket,
  index: number,
): ChainTrade => ({
  tradeId: index.toString().padStart(6, '0'),
  isin: terms.isin,
  settlementDate: terms.settlementDate,
  faceAmount: terms.faceAmount,
  settlementAmount: terms.settlementAmount,
  settlementMethod: terms.settlementMethod,
  sellerAccount: sellerSide.account,
  buyerAccount: buyerSide.account,
  sellerCash: cashInstitutionOf(terms.seller, sellerSide),
  buyerCash: cashInstitutionOf(terms.buyer, buyerSide),
});

/** The opening holdings by account and ISIN. */
export const holdingsOf = (day: ReferenceDay): Map<string, bigint> =>
  new Map(day.openingHoldings.map(({ account, isin, balance }) => [`${account} ${isin}`, balance]));

/** The chains that the depository finds among all trades of the day. */
export const foundChains = (day: ReferenceDay): readonly (readonly ChainTrade[])[] => {
  const holdings = holdingsOf(day);
  return findChains(
    day.tickets.map(chainTrade),
    (account, isin) => holdings.get(`${account} ${isin}`) ?? 0n,
  );
};

export type Legs = readonly CashLeg[];

/** Pays what can be paid, again and again; how many payments are left in the end. */
export const unpaidOf = (day: ReferenceDay, groups: readonly Legs[]): number => {
  const cash = new Map(day.openingCash.map(({ institution, balance }) => [institution, balance]));
  const after = (leg: CashLeg): bigint => (cash.get(leg.institution) ?? 0n) + leg.amount;
  let queue: readonly Legs[] = groups;
  for (let before = -1; queue.length !== before;) {
    before = queue.length;
    queue = queue.filter((legs) => {
      if (legs.some((leg) => after(leg) < 0n)) return true;
      for (const leg of legs) cash.set(leg.institution, after(leg));
      return false;
    });
  }
  return queue.length;
};
