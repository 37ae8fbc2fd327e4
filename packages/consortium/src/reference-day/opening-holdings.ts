import { accountAt } from './desk.js';
import type { Draft } from './draft.js';
import { LOT } from './sizes.js';

/** What an account has of an ISIN before the day, in won of face. */
export interface OpeningHolding {
  readonly account: string;
  readonly isin: string;
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
 * Just enough stock for every delivery: all that an account delivers, less what it receives first
 * in its chain. No account both delivers and receives an ISIN outside of chains.
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
