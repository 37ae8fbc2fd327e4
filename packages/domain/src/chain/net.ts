import type { InstitutionCode } from '../institution/institution.js';
import { compareText, type ChainTrade } from './chain-trade.js';

/** What one institution pays (negative) or is paid in a payment group, in won. */
export interface CashLeg {
  readonly institution: InstitutionCode;
  readonly amount: bigint;
}

type Delivery = Pick<ChainTrade, 'faceAmount' | 'sellerAccount' | 'buyerAccount'>;
type Payment = Pick<
  ChainTrade,
  'settlementAmount' | 'settlementMethod' | 'sellerCash' | 'buyerCash'
>;

const add = (sums: Map<string, bigint>, key: string, amount: bigint): void => {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
};

const sortedNonZero = (sums: ReadonlyMap<string, bigint>): [string, bigint][] =>
  [...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => compareText(a, b));

/**
 * What every account delivers (negative) or receives in all of the trades together, in won of face,
 * by account in the order of their numbers. Accounts that net to zero are left out.
 */
export const netSecurities = (trades: readonly Delivery[]): ReadonlyMap<string, bigint> => {
  const sums = new Map<string, bigint>();
  for (const trade of trades) {
    add(sums, trade.sellerAccount, -trade.faceAmount);
    add(sums, trade.buyerAccount, trade.faceAmount);
  }
  return new Map(sortedNonZero(sums));
};

/**
 * The payment group of a trade or a chain: one leg for each institution whose cash moves, in the
 * order of their codes. The legs add up to zero, and trades free of payment count nothing.
 */
export const cashLegs = (trades: readonly Payment[]): readonly CashLeg[] => {
  const sums = new Map<string, bigint>();
  for (const trade of trades) {
    if (trade.settlementMethod === 'FOP') continue;
    add(sums, trade.sellerCash, trade.settlementAmount);
    add(sums, trade.buyerCash, -trade.settlementAmount);
  }
  return sortedNonZero(sums).map(([institution, amount]) => ({ institution, amount }));
};
