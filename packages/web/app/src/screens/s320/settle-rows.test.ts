import type { TradeRow } from '@bondledger/sdk/api';
import { expect, it } from 'vitest';
import { settleItems, settleKey, settleRows } from './settle-rows.js';

const trade = (tradeId: string, chainId?: string): TradeRow =>
  ({
    tradeId,
    reference: tradeId,
    faceAmount: '100',
    settlementAmount: '99',
    changedAt: '2026-09-21T00:00:00.000Z',
    late: false,
    ...(chainId === undefined ? {} : { chainId }),
  }) as TradeRow;

const TRADES = [trade('a'), trade('b', 'C1'), trade('c'), trade('d', 'C1')];
const none = (): undefined => undefined;

it('shows a chain once, with its sums, where its first trade stands', () => {
  const rows = settleRows(TRADES);
  expect(rows.map(settleKey)).toEqual(['a', 'C1', 'c']);
  expect(rows[1]).toMatchObject({ reference: 'C1', faceAmount: '200', settlementAmount: '198' });
});

it('puts the trades of an unfolded chain under it; they cannot be picked by themselves', () => {
  const items = settleItems(settleRows(TRADES), new Set(['C1']), none);
  expect(items.map(({ key, fixed = false }) => `${key} ${String(fixed)}`)).toEqual([
    'a false',
    'C1 false',
    'b true',
    'd true',
    'c false',
  ]);
});

it('puts a refusal under its row', () => {
  const items = settleItems(settleRows(TRADES), new Set(), (key) =>
    key === 'c' ? 'X' : undefined,
  );
  expect(items.map(({ line }) => line)).toEqual([undefined, undefined, { refusal: 'X' }]);
});
