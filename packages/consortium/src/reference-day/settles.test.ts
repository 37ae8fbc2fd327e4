import { cashLegs } from '@bondledger/domain';
import { describe, expect } from 'vitest';
import {
  chainTrade,
  eachDay,
  foundChains,
  holdingsOf,
  unpaidOf,
  type Legs,
} from '../../test/support/day.js';

/** All payments of each institution together, which is the worst order for its balance. */
const inBursts = (groups: readonly Legs[], first: number): readonly Legs[] => {
  const payerOf = (legs: Legs): string => legs.find(({ amount }) => amount < 0n)?.institution ?? '';
  const payers = [...new Set(groups.map(payerOf))].sort();
  const turned = payers.map((_, index) => payers[(index + first) % payers.length]);
  return turned.flatMap((payer) => groups.filter((legs) => payerOf(legs) === payer));
};

describe('the whole day', () => {
  eachDay('is delivered from the opening holdings, with nothing to spare (seed %s)', (_, day) => {
    const holdings = holdingsOf(day);
    const lowest = new Map(holdings);
    const move = (account: string, isin: string, amount: bigint): void => {
      const key = `${account} ${isin}`;
      const balance = (holdings.get(key) ?? 0n) + amount;
      holdings.set(key, balance);
      const low = lowest.get(key);
      if (low !== undefined && balance < low) lowest.set(key, balance);
    };
    const chained = new Set(foundChains(day).flatMap((chain) => chain.map((t) => t.tradeId)));
    for (const chain of foundChains(day)) {
      for (const trade of chain) move(trade.sellerAccount, trade.isin, -trade.faceAmount);
      for (const trade of chain) move(trade.buyerAccount, trade.isin, trade.faceAmount);
      for (const trade of chain) {
        expect(holdings.get(`${trade.sellerAccount} ${trade.isin}`)).toBeGreaterThanOrEqual(0n);
      }
    }
    for (const trade of day.tickets.map(chainTrade)) {
      if (chained.has(trade.tradeId)) continue;
      move(trade.sellerAccount, trade.isin, -trade.faceAmount);
      move(trade.buyerAccount, trade.isin, trade.faceAmount);
      expect(holdings.get(`${trade.sellerAccount} ${trade.isin}`)).toBeGreaterThanOrEqual(0n);
    }
    const chains = day.expected.chains.length;
    expect([...lowest.values()].filter((balance) => balance > 0n).length).toBeLessThan(chains);
  });

  eachDay('is paid in any order, where payments wait for money (seed %s)', (seed, day) => {
    const trades = day.tickets.map(chainTrade);
    const chains = foundChains(day);
    const chained = new Set(chains.flat().map(({ tradeId }) => tradeId));
    const alone = trades.filter(({ tradeId }) => !chained.has(tradeId)).map((trade) => [trade]);
    const merged = [...chains, ...alone].map((group) => cashLegs(group));
    const single = trades.map((trade) => cashLegs([trade]));
    expect(merged.filter((legs) => legs.length > 0)).toHaveLength(day.expected.statistics.payments);
    for (const groups of [merged, single, merged.toReversed(), inBursts(merged, seed.length)]) {
      expect(unpaidOf(day, groups)).toBe(0);
    }
  });
});
