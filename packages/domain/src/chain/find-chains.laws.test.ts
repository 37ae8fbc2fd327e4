import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balances, days, holders, numbersOf, trade } from '../../test/chains.js';
import { law } from '../../test/law.js';
import type { ChainTrade } from './chain-trade.js';
import { checkChain } from './check-chain.js';
import { findChains } from './find-chains.js';
import { netSecurities } from './net.js';

const shuffled = fc
  .tuple(days(), holders())
  .chain(([list, held]) =>
    fc.tuple(
      fc.constant(list),
      fc.constant(held),
      fc.shuffledSubarray(list, { minLength: list.length }),
    ),
  );

/** What all chains together take out of each account, chain by chain, in each ISIN. */
const needs = (chains: readonly (readonly ChainTrade[])[]): Map<string, bigint> => {
  const taken = new Map<string, bigint>();
  for (const chain of chains) {
    for (const [account, net] of netSecurities(chain)) {
      const key = `${account} ${chain[0]?.isin ?? ''}`;
      if (net < 0n) taken.set(key, (taken.get(key) ?? 0n) - net);
    }
  }
  return taken;
};

/** A pseudo-random day of a dealer market, the same for the same number of trades. */
const market = (count: number): ChainTrade[] => {
  let state = 12345;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % limit;
  };
  return Array.from({ length: count }, (_, index) =>
    trade(`${index}: I${next(40)} -${1 + next(50)}-> I${next(60)}`, {
      isin: `ISSUE${next(60)}`,
    }),
  );
};

describe('the laws of findChains', () => {
  law(
    'every chain passes checkChain, no trade is in two, and the balances are enough for all',
    fc.property(days(), holders(), (list, held) => {
      const free = balances(held);
      const chains = findChains(list, free);
      for (const chain of chains) expect(checkChain(chain)).toBeUndefined();
      const members = chains.flat();
      expect(new Set(members).size).toBe(members.length);
      expect(members.every((member) => list.includes(member))).toBe(true);
      for (const [key, need] of needs(chains)) {
        expect(need).toBeLessThanOrEqual(free(key));
      }
    }),
    1000,
  );

  law(
    'the order of the trades does not matter',
    fc.property(shuffled, ([list, held, other]) => {
      const free = balances(held);
      expect(numbersOf(findChains(other, free))).toEqual(numbersOf(findChains(list, free)));
    }),
    500,
  );

  law(
    'nothing is joined where every account has what it delivers',
    fc.property(days(), holders(), (list, held) => {
      const rich = (account: string): bigint => balances(held)(account) + 1_000n;
      expect(findChains(list, rich)).toEqual([]);
    }),
  );

  law(
    'where all could settle at once, all of it does: the chains, and each of the others alone',
    fc.property(days(), holders(), (all, spare) => {
      const list = all.map((each) => ({
        ...each,
        isin: 'KR103502GE97',
        settlementDate: '2026-09-22',
      }));
      const nets = netSecurities(list);
      const held = new Map<string, bigint>();
      for (const { sellerAccount, buyerAccount } of list) {
        for (const account of [sellerAccount, buyerAccount]) {
          const net = nets.get(account) ?? 0n;
          held.set(account, (net < 0n ? -net : 0n) + balances(spare)(account));
        }
      }
      const chains = findChains(list, (account) => held.get(account) ?? 0n);
      const joined = new Set(chains.flat());
      const alone = list.filter((each) => !joined.has(each));
      for (const group of [...chains, ...alone.map((each) => [each])]) {
        for (const [account, net] of netSecurities(group)) {
          const balance = held.get(account) ?? 0n;
          if (net < 0n) expect(balance + net).toBeGreaterThanOrEqual(0n);
          // Nothing that is received helps another group: each has its balance from the start.
          if (net < 0n) held.set(account, balance + net);
        }
      }
    }),
    1000,
  );
});

describe('a large day', () => {
  const free = (account: string, isin: string): bigint =>
    BigInt((account.length * 7 + isin.length * 13 + account.charCodeAt(1)) % 60);

  it('is searched in time that grows with the number of trades', () => {
    const seconds = (count: number): number => {
      const list = market(count);
      const start = process.hrtime.bigint();
      expect(findChains(list, free).length).toBeGreaterThan(0);
      return Number(process.hrtime.bigint() - start) / 1e9;
    };
    seconds(1_548);
    const small = Math.min(seconds(1_548), seconds(1_548), seconds(1_548));
    const large = Math.min(seconds(15_480), seconds(15_480));
    console.log(`1,548 trades: ${small.toFixed(3)} s, 15,480 trades: ${large.toFixed(3)} s`);
    // Ten times the trades; a quadratic search would take a hundred times as long.
    expect(large).toBeLessThan(small * 40);
  });
});
