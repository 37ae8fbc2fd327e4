import { describe, expect, it } from 'vitest';
import {
  getTradesByRange,
  MAX_PAGE,
  queryAllTrades,
  queryTradeInfo,
  queryTradeInfoByKey,
} from './queries.js';

const HASH = '0123456789ABCDEFGHJKMNPQRS';
const TRADE_ID = `20260921-${HASH}`;
const invalid = (field: string): object => ({
  ok: false,
  rejection: { code: 'QUERY_INVALID', params: { field } },
});

describe('queryTradeInfo and queryTradeInfoByKey', () => {
  it('name the key of a trade', () => {
    const key = { ok: true, value: `trade/${TRADE_ID}` };
    expect(queryTradeInfo(TRADE_ID)).toEqual(key);
    expect(queryTradeInfoByKey('2026-09-21', HASH)).toEqual(key);
  });

  it.each(['', 'trade/x', TRADE_ID.toLowerCase(), `${TRADE_ID}\u0000`, '../registry/day'])(
    'refuse %j',
    (tradeId) => {
      expect(queryTradeInfo(tradeId)).toEqual(invalid('tradeId'));
    },
  );

  it('refuse a date or a hash that is none', () => {
    expect(queryTradeInfoByKey('2026-02-30', HASH)).toEqual(invalid('tradeDate'));
    expect(queryTradeInfoByKey('2026-09-21', HASH.slice(1))).toEqual(invalid('tradeId'));
  });
});

describe('getTradesByRange and queryAllTrades', () => {
  const within = (key: string, from: string, to: string): boolean => {
    const range = getTradesByRange(from, to, 10);
    return range.ok && key >= range.value.from && key < range.value.to;
  };

  it.each([
    ['2026-09-21', '2026-09-21', true],
    ['2026-09-01', '2026-09-21', true],
    ['2026-09-21', '2026-12-31', true],
    ['2026-09-22', '2026-12-31', false],
    ['2026-09-01', '2026-09-20', false],
  ])('from %s to %s: %s', (from, to, expected) => {
    expect(within(`trade/${TRADE_ID}`, from, to)).toBe(expected);
  });

  it('all trades are all keys of trades and no other', () => {
    const all = queryAllTrades(MAX_PAGE);
    const range = all.ok ? all.value : expect.fail();
    expect(`trade/${TRADE_ID}` >= range.from && `trade/${TRADE_ID}` < range.to).toBe(true);
    for (const key of ['registry/day', 'payment/x', 'holding/x', 'tradf', 'chain/x']) {
      expect(key >= range.from && key < range.to).toBe(false);
    }
  });

  it.each([0, -1, 1.5, MAX_PAGE + 1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuse a page of %d',
    (limit) => {
      expect(queryAllTrades(limit)).toEqual(invalid('limit'));
      expect(getTradesByRange('2026-09-21', '2026-09-21', limit)).toEqual(invalid('limit'));
    },
  );

  it('refuse dates that are none or in the wrong order, and a bookmark from elsewhere', () => {
    expect(getTradesByRange('x', '2026-09-21', 1)).toEqual(invalid('from'));
    expect(getTradesByRange('2026-09-21', 'x', 1)).toEqual(invalid('to'));
    expect(getTradesByRange('2026-09-21', '2026-09-20', 1)).toEqual(invalid('to'));
    for (const bookmark of ['', 'registry/day', 'trade/20260922-', 'trade0']) {
      const answer = getTradesByRange('2026-09-21', '2026-09-21', 1, bookmark);
      expect(answer).toEqual(invalid('bookmark'));
    }
    const bookmark = `trade/${TRADE_ID}`;
    expect(queryAllTrades(1, bookmark)).toMatchObject({ ok: true, value: { bookmark } });
  });
});
