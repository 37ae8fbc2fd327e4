import { compactDate, isIsoDate, isTradeId, refuse, accept, type Result } from '@bondledger/domain';
import { tradeKey } from '../record/trade-record.js';
import type { RangeQuery } from './range.js';

/** The most records of one page. */
export const MAX_PAGE = 1000;

/** The operations of MasterLedgerCC, by the names that the 2018 proof of concept gave them. */
export const OPERATIONS = [
  'putTradeInfo',
  'putTradeInfoList',
  'queryTradeInfo',
  'queryTradeInfoByKey',
  'getTradesByRange',
  'queryAllTrades',
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** queryTradeInfo: the ledger key of a trade. QUERY_INVALID. */
export const queryTradeInfo = (tradeId: string): Result<string> =>
  isTradeId(tradeId) ? accept(tradeKey(tradeId)) : refuse('QUERY_INVALID', { field: 'tradeId' });

/** queryTradeInfoByKey: the same by trade date and the keyed hash of a reference (26 letters). */
export const queryTradeInfoByKey = (tradeDate: string, keyedHash: string): Result<string> =>
  isIsoDate(tradeDate)
    ? queryTradeInfo(`${compactDate(tradeDate)}-${keyedHash}`)
    : refuse('QUERY_INVALID', { field: 'tradeDate' });

/** getTradesByRange: trades by trade date, both dates included. QUERY_INVALID. */
export function getTradesByRange(
  from: string,
  to: string,
  limit: number,
  bookmark?: string,
): Result<RangeQuery> {
  if (!isIsoDate(from)) return refuse('QUERY_INVALID', { field: 'from' });
  if (!isIsoDate(to) || to < from) return refuse('QUERY_INVALID', { field: 'to' });
  return pageOf(`trade/${compactDate(from)}-`, `trade/${compactDate(to)}.`, limit, bookmark);
}

/** queryAllTrades: every trade, in the order of their dates. QUERY_INVALID. */
export const queryAllTrades = (limit: number, bookmark?: string): Result<RangeQuery> =>
  pageOf('trade/', 'trade0', limit, bookmark);

/** A page of the ledger keys from `from` up to `to`. QUERY_INVALID. */
export function pageOf(
  from: string,
  to: string,
  limit: number,
  bookmark?: string,
): Result<RangeQuery> {
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    return refuse('QUERY_INVALID', { field: 'limit' });
  }
  if (bookmark === undefined) return accept({ from, to, limit });
  if (bookmark < from || bookmark >= to) return refuse('QUERY_INVALID', { field: 'bookmark' });
  return accept({ from, to, limit, bookmark });
}
