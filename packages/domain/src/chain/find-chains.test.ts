import { describe, expect, it } from 'vitest';
import { balances, numbersOf, trade, trades } from '../../test/chains.js';
import { MAX_CHAIN_TRADES, type ChainTrade } from './chain-trade.js';
import { checkChain } from './check-chain.js';
import { findChains } from './find-chains.js';

const path = (length: number, first = 0): ChainTrade[] =>
  trades(...Array.from({ length }, (_, n) => `N${first + n} -10-> N${first + n + 1}`));

describe('findChains', () => {
  it.each<[string, string[], Record<string, bigint>, number[][]]>([
    ['nothing in nothing', [], {}, []],
    ['a path of two', ['A -5-> B', 'B -5-> C'], { A: 5n }, [[1, 2]]],
    ['a path of four', ['C -5-> D', 'A -5-> B', 'D -5-> E', 'B -5-> C'], { A: 5n }, [[1, 2, 3, 4]]],
    ['a circle without any balance', ['A -5-> B', 'B -5-> C', 'C -5-> A'], {}, [[1, 2, 3]]],
    ['there and back', ['A -5-> B', 'B -5-> A'], {}, [[1, 2]]],
    [
      'an unequal circle',
      ['A -100-> B', 'B -80-> C', 'C -90-> A'],
      { A: 10n, C: 10n },
      [[1, 2, 3]],
    ],
    [
      'a delivery fed by two receipts',
      ['A -3-> C', 'B -4-> C', 'C -7-> D'],
      { A: 3n, B: 4n },
      [[1, 2, 3]],
    ],
    [
      'a receipt that feeds two deliveries',
      ['A -7-> B', 'B -3-> C', 'B -4-> D'],
      { A: 7n },
      [[1, 2, 3]],
    ],
    ['a receipt and a balance together', ['A -5-> B', 'B -8-> C'], { A: 5n, B: 3n }, [[1, 2]]],
    [
      'no chain where everyone has what it delivers',
      ['A -5-> B', 'B -5-> C'],
      { A: 5n, B: 5n },
      [],
    ],
    ['no chain where nobody has anything', ['A -5-> B', 'B -5-> C'], {}, []],
    ['no chain that one won of face is missing for', ['A -5-> B', 'B -6-> C'], { A: 5n }, []],
    ['the delivery that can be made', ['A -5-> B', 'B -6-> C', 'B -5-> D'], { A: 5n }, [[1, 3]]],
    ['only the receipt that comes', ['E -5-> B', 'A -5-> B', 'B -5-> C'], { A: 5n }, [[2, 3]]],
    [
      'only the receipts that are needed',
      ['A -5-> B', 'D -5-> B', 'B -5-> C'],
      { A: 5n, D: 5n },
      [[2, 3]],
    ],
    [
      'two chains apart',
      ['A -1-> B', 'X -1-> Y', 'B -1-> C', 'Y -1-> Z'],
      { A: 1n, X: 1n },
      [
        [1, 3],
        [2, 4],
      ],
    ],
    [
      'two chains of one dealer',
      ['A -9-> D', 'B -2-> D', 'D -9-> E', 'D -2-> F'],
      { A: 9n, B: 2n },
      [[1, 2, 3, 4]],
    ],
    ['no trade within one account', ['A -5-> A', 'A -5-> B', 'B -5-> A'], {}, [[2, 3]]],
  ])('finds %s', (_, lines, held, expected) => {
    const found = findChains(trades(...lines), balances(held));
    expect(numbersOf(found)).toEqual(expected);
    for (const chain of found) expect(checkChain(chain)).toBeUndefined();
  });

  it('keeps issues and dates apart', () => {
    const isin = 'KR7005930003';
    const settlementDate = '2026-09-23';
    const free = balances({ A: 5n });
    expect(findChains([trade('1: A -5-> B'), trade('2: B -5-> C', { isin })], free)).toEqual([]);
    expect(
      findChains([trade('1: A -5-> B'), trade('2: B -5-> C', { settlementDate })], free),
    ).toEqual([]);
  });

  it('gives a balance to the earlier date', () => {
    const later = { settlementDate: '2026-09-23' };
    const both = [
      trade('1: A -5-> B', later),
      trade('2: B -5-> C', later),
      trade('3: A -5-> X'),
      trade('4: X -5-> Y'),
    ];
    expect(numbersOf(findChains(both, balances({ A: 5n })))).toEqual([[3, 4]]);
    expect(numbersOf(findChains(both, balances({ A: 10n })))).toEqual([
      [3, 4],
      [1, 2],
    ]);
    const alone = [...both.slice(0, 2), trade('3: A -5-> X')];
    expect(findChains(alone, balances({ A: 5n }))).toEqual([]);
  });

  it('takes a balance below zero for none', () => {
    expect(findChains(trades('A -5-> B', 'B -5-> C'), () => -5n)).toEqual([]);
  });

  it('throws for a trade that is given twice', () => {
    const twice = [trade('1: A -5-> B'), trade('1: A -5-> B')];
    expect(() => findChains(twice, balances({}))).toThrow(RangeError);
  });
});

describe('a group that is too large for one chain', () => {
  it('gives a beginning first, and the rest once that is settled', () => {
    const list = path(250);
    const held = new Map([['N0-1', 10n]]);
    const lengths: number[] = [];
    let rest = list;
    for (;;) {
      const found = findChains(rest, (account) => held.get(account) ?? 0n);
      const settled = new Set(found.flat());
      if (settled.size === 0) break;
      for (const chain of found) {
        expect(checkChain(chain)).toBeUndefined();
        lengths.push(chain.length);
        for (const { sellerAccount, buyerAccount, faceAmount } of chain) {
          held.set(sellerAccount, (held.get(sellerAccount) ?? 0n) - faceAmount);
          held.set(buyerAccount, (held.get(buyerAccount) ?? 0n) + faceAmount);
        }
      }
      rest = rest.filter((each) => !settled.has(each));
    }
    expect(lengths).toEqual([100, 100, 50]);
    expect([...held].filter(([, balance]) => balance !== 0n)).toEqual([['N250-1', 10n]]);
  });

  it('gives two at once where both have a beginning', () => {
    const list = path(120);
    const free = (account: string): bigint => (['N0-1', 'N60-1'].includes(account) ? 10n : 0n);
    expect(findChains(list, free).map((chain) => chain.length)).toEqual([60, 60]);
    const joined = [...path(120), trade('999: N120 -5-> N0'), trade('998: N120 -5-> N60')];
    const found = findChains(joined, free);
    expect(found.every((chain) => checkChain(chain) === undefined)).toBe(true);
    expect(found.flat().length).toBeGreaterThanOrEqual(100);
  });

  it('gives a circle of as many trades as a chain may have, and none of more', () => {
    const circle = (length: number): ChainTrade[] =>
      trades(...Array.from({ length }, (_, n) => `N${n} -10-> N${(n + 1) % length}`));
    const free = balances({});
    expect(findChains(circle(MAX_CHAIN_TRADES), free).map((chain) => chain.length)).toEqual([100]);
    expect(findChains(circle(MAX_CHAIN_TRADES + 1), free)).toEqual([]);
  });

  it('does not hold up a small circle that waits beside it', () => {
    const big = path(150);
    const small = [trade('901: N150 -3-> P'), trade('902: P -3-> Q'), trade('903: Q -3-> P')];
    const free = (account: string): bigint => (account === 'N0-1' ? 10n : 0n);
    const found = findChains([...big, ...small], free);
    expect(found.flat().length).toBeGreaterThanOrEqual(100);
    for (const chain of found) expect(checkChain(chain)).toBeUndefined();
  });
});
