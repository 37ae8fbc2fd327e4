import { compareText, type ChainTrade } from './chain-trade.js';

/** What an account holds free, in won of face, for the trades that are looked at. */
export type FreeOf = (account: string) => bigint;

/** The smaller face first, so that a balance covers as many deliveries as it can. */
export const bySize = (a: ChainTrade, b: ChainTrade): number => {
  if (a.faceAmount !== b.faceAmount) return a.faceAmount < b.faceAmount ? -1 : 1;
  return compareText(a.tradeId, b.tradeId);
};

/** The trades by one of their accounts, each list in the order given. */
export const byAccount = (
  trades: readonly ChainTrade[],
  accountOf: (trade: ChainTrade) => string,
): Map<string, ChainTrade[]> => {
  const lists = new Map<string, ChainTrade[]>();
  for (const trade of trades) {
    const list = lists.get(accountOf(trade));
    if (list === undefined) lists.set(accountOf(trade), [trade]);
    else list.push(trade);
  }
  return lists;
};

/** Where the first of the deliveries that is large enough stands; they ascend by size. */
const indexToDrop = (deliveries: readonly ChainTrade[], deficit: bigint): number => {
  let low = 0;
  let high = deliveries.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((deliveries[middle]?.faceAmount ?? 0n) < deficit) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * The largest set that is found by dropping deliveries, one at a time, from accounts that could not
 * make them even if every receipt came in: what is left could be settled all at once. This is the
 * way in which payment systems resolve gridlocks (Bech and Soramäki, 2001): a drop can only make
 * other accounts short, so it ends after at most one drop a trade.
 *
 * @param trades trades in one ISIN, in the order of their identifiers
 */
export const deliverableTrades = (
  trades: readonly ChainTrade[],
  freeOf: FreeOf,
): readonly ChainTrade[] => {
  const deliveries = byAccount([...trades].sort(bySize), (trade) => trade.sellerAccount);
  const positions = new Map<string, bigint>();
  const positionOf = (account: string): bigint => positions.get(account) ?? freeOf(account);
  for (const trade of trades) {
    positions.set(trade.sellerAccount, positionOf(trade.sellerAccount) - trade.faceAmount);
    positions.set(trade.buyerAccount, positionOf(trade.buyerAccount) + trade.faceAmount);
  }
  const dropped = new Set<ChainTrade>();
  const short = [...positions.keys()].filter((account) => positionOf(account) < 0n);
  for (let account = short.pop(); account !== undefined; account = short.pop()) {
    const own = deliveries.get(account) ?? [];
    while (positionOf(account) < 0n) {
      const [trade] = own.splice(indexToDrop(own, -positionOf(account)), 1);
      if (trade === undefined) throw new RangeError('an account is short with no delivery to drop');
      dropped.add(trade);
      positions.set(account, positionOf(account) + trade.faceAmount);
      positions.set(trade.buyerAccount, positionOf(trade.buyerAccount) - trade.faceAmount);
      if (positionOf(trade.buyerAccount) < 0n) short.push(trade.buyerAccount);
    }
  }
  return trades.filter((trade) => !dropped.has(trade));
};
