import { describe, expect, it } from 'vitest';
import { numbersOf, trade, trades } from '../../test/chains.js';
import type { ErrorCode } from '../error/codes.js';
import { MAX_CHAIN_TRADES, type ChainTrade } from './chain-trade.js';
import { checkChain, connectedParts } from './check-chain.js';

const path = (length: number): ChainTrade[] =>
  trades(...Array.from({ length }, (_, index) => `N${index} -10-> N${index + 1}`));

describe('checkChain', () => {
  it.each<[string, ChainTrade[]]>([
    ['a path of two', trades('A -100-> B', 'B -100-> C')],
    ['unequal quantities', trades('A -100-> B', 'B -30-> C', 'B -20-> D')],
    ['a circle', trades('A -1-> B', 'B -2-> C', 'C -3-> A')],
    ['there and back', trades('A -1-> B', 'B -1-> A')],
    ['two receipts for one delivery', trades('A -5-> C', 'B -5-> C', 'C -10-> D')],
    ['as many trades as there may be', path(MAX_CHAIN_TRADES)],
    ['a trade within an account that is passed', trades('A -1-> B', 'B -1-> C', 'B -1-> B')],
  ])('joins %s', (_, list) => {
    expect(checkChain(list)).toBeUndefined();
    expect(checkChain([...list].reverse())).toBeUndefined();
  });

  const other = { isin: 'KR7005930003' };
  const later = { settlementDate: '2026-09-23' };
  it.each<[ErrorCode, string, ChainTrade[]]>([
    ['CHAIN_TOO_SMALL', 'nothing', []],
    ['CHAIN_TOO_SMALL', 'one trade', trades('A -1-> B')],
    ['CHAIN_TOO_LARGE', 'too many', path(MAX_CHAIN_TRADES + 1)],
    ['CHAIN_ISIN_DIFFERS', 'two issues', [trade('1: A -1-> B'), trade('2: B -1-> C', other)]],
    ['CHAIN_DATE_DIFFERS', 'two dates', [trade('1: A -1-> B'), trade('2: B -1-> C', later)]],
    ['CHAIN_NOT_CONNECTED', 'strangers', trades('A -1-> B', 'C -1-> D')],
    ['CHAIN_NOT_CONNECTED', 'two deliveries of one', trades('A -1-> B', 'A -1-> C')],
    ['CHAIN_NOT_CONNECTED', 'two receipts of one', trades('A -1-> C', 'B -1-> C')],
    ['CHAIN_NOT_CONNECTED', 'a branch at an end', trades('A -1-> B', 'B -1-> C', 'A -1-> D')],
    ['CHAIN_NOT_CONNECTED', 'two chains', trades('A -1-> B', 'B -1-> C', 'D -1-> E', 'E -1-> F')],
    [
      'CHAIN_NOT_CONNECTED',
      'two chains that meet at an end',
      trades('A -1-> B', 'B -1-> C', 'A -1-> E', 'E -1-> F'),
    ],
    ['CHAIN_NOT_CONNECTED', 'a trade within one account', trades('A -1-> A', 'A -1-> B')],
    ['CHAIN_MEMBERS_WRONG', 'one twice', [...trades('A -1-> B', 'B -1-> C'), trade('1: A -1-> B')]],
  ])('answers %s for %s', (code, _, list) => {
    expect(checkChain(list)?.code).toBe(code);
  });

  it('names the limit', () => {
    expect(checkChain(path(101))?.params).toEqual({ limit: '100' });
  });

  it('answers the first of several faults', () => {
    const far = [trade('1: A -1-> B'), trade('2: C -1-> D', { ...other, ...later })];
    expect(checkChain(far)?.code).toBe('CHAIN_ISIN_DIFFERS');
    expect(checkChain([trade('1: A -1-> B'), trade('1: C -1-> D', later)])?.code).toBe(
      'CHAIN_DATE_DIFFERS',
    );
  });
});

describe('connectedParts', () => {
  it('keeps the order given', () => {
    const list = trades('A -1-> B', 'X -1-> Y', 'B -1-> C', 'Y -1-> Z', 'P -1-> Q');
    expect(numbersOf(connectedParts(list))).toEqual([[1, 3], [2, 4], [5]]);
  });
});
