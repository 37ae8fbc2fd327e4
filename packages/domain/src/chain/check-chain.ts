import type { ErrorCode } from '../error/codes.js';
import { refuse, type Rejection } from '../error/rejection.js';
import { MAX_CHAIN_TRADES, type ChainTrade } from './chain-trade.js';
import { Groups } from './groups.js';

type Link = Pick<
  ChainTrade,
  'tradeId' | 'isin' | 'settlementDate' | 'sellerAccount' | 'buyerAccount'
>;

/** The accounts that receive in one of the trades and deliver in another. */
const passThroughAccounts = (trades: readonly Link[]): ReadonlySet<string> => {
  const delivering = new Set<string>();
  const receiving = new Set<string>();
  for (const trade of trades) {
    // A trade within one account moves nothing, so it passes nothing through.
    if (trade.sellerAccount === trade.buyerAccount) continue;
    delivering.add(trade.sellerAccount);
    receiving.add(trade.buyerAccount);
  }
  return new Set([...delivering].filter((account) => receiving.has(account)));
};

/**
 * The parts into which trades fall where only accounts that both receive and deliver hold them
 * together. A trade that touches no such account is a part of its own. Parts and their trades keep
 * the order given.
 */
export const connectedParts = <T extends Link>(trades: readonly T[]): readonly (readonly T[])[] => {
  const passThrough = passThroughAccounts(trades);
  const firstAt = new Map<string, number>();
  const groups = new Groups(trades.length);
  for (const [index, trade] of trades.entries()) {
    for (const account of [trade.sellerAccount, trade.buyerAccount]) {
      if (!passThrough.has(account)) continue;
      const first = firstAt.get(account);
      if (first === undefined) firstAt.set(account, index);
      else groups.join(first, index);
    }
  }
  return groups.pick(trades);
};

const chainCode = (trades: readonly Link[]): ErrorCode | undefined => {
  const [first] = trades;
  if (first === undefined || trades.length < 2) return 'CHAIN_TOO_SMALL';
  if (trades.length > MAX_CHAIN_TRADES) return 'CHAIN_TOO_LARGE';
  if (trades.some((trade) => trade.isin !== first.isin)) return 'CHAIN_ISIN_DIFFERS';
  if (trades.some((trade) => trade.settlementDate !== first.settlementDate)) {
    return 'CHAIN_DATE_DIFFERS';
  }
  if (connectedParts(trades).length > 1) return 'CHAIN_NOT_CONNECTED';
  const isRepeated = new Set(trades.map((trade) => trade.tradeId)).size < trades.length;
  return isRepeated ? 'CHAIN_MEMBERS_WRONG' : undefined;
};

/**
 * Whether trades can be merged into one chain (연쇄거래): 2 to 100 different trades in one ISIN for
 * one settlement date, where every trade shares an account that both receives and delivers, and
 * these accounts connect them all.
 */
export const checkChain = (trades: readonly Link[]): Rejection | undefined => {
  const code = chainCode(trades);
  if (code === undefined) return undefined;
  return refuse(
    code,
    code === 'CHAIN_TOO_LARGE' ? { limit: MAX_CHAIN_TRADES.toString() } : undefined,
  ).rejection;
};
