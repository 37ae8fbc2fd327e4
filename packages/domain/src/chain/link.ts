import type { ChainTrade } from './chain-trade.js';
import { byAccount, bySize, type FreeOf } from './deliverable.js';
import { Groups } from './groups.js';

const sumOf = (trades: readonly ChainTrade[]): bigint => {
  let sum = 0n;
  for (const trade of trades) sum += trade.faceAmount;
  return sum;
};

/**
 * Joins every delivery that a balance cannot make with the receipts that it waits for. Balances
 * cover the smallest deliveries first; what is left of one goes to the first delivery that waits.
 */
const linkAccount = (
  deliveries: readonly ChainTrade[],
  receipts: readonly ChainTrade[],
  free: bigint,
  join: (a: ChainTrade, b: ChainTrade) => void,
): void => {
  let available = free;
  let last: ChainTrade | undefined;
  let nextReceipt = 0;
  for (const delivery of deliveries) {
    // What is still available came from this receipt, so the delivery waits for it too.
    if (last !== undefined && available > 0n) join(delivery, last);
    while (available < delivery.faceAmount) {
      last = receipts[nextReceipt];
      if (last === undefined) throw new RangeError('receipts do not cover the deliveries');
      nextReceipt += 1;
      available += last.faceAmount;
      join(delivery, last);
    }
    available -= delivery.faceAmount;
  }
};

/**
 * The groups into which deliverable trades fall where a short account needs one trade for another.
 * A trade that waits for nothing, and that nothing waits for, is a group of one.
 *
 * @param trades trades in one ISIN that could be settled all at once, in the order of their
 *   identifiers
 */
export const linkedGroups = (
  trades: readonly ChainTrade[],
  freeOf: FreeOf,
): readonly (readonly ChainTrade[])[] => {
  const indexes = new Map(trades.map((trade, index) => [trade, index]));
  const groups = new Groups(trades.length);
  const join = (a: ChainTrade, b: ChainTrade): void => {
    groups.join(indexes.get(a) ?? 0, indexes.get(b) ?? 0);
  };
  const sorted = [...trades].sort(bySize);
  const deliveries = byAccount(sorted, (trade) => trade.sellerAccount);
  const receipts = byAccount(sorted.reverse(), (trade) => trade.buyerAccount);
  const shortAccounts = new Set<string>();
  for (const [account, own] of deliveries) {
    if (sumOf(own) > freeOf(account)) shortAccounts.add(account);
  }
  const isFromShort = (trade: ChainTrade): boolean => shortAccounts.has(trade.sellerAccount);
  for (const account of shortAccounts) {
    const incoming = receipts.get(account) ?? [];
    // Large receipts first, and first those that wait for nothing themselves: chains stay short.
    const ordered = [
      ...incoming.filter((trade) => !isFromShort(trade)),
      ...incoming.filter(isFromShort),
    ];
    linkAccount(deliveries.get(account) ?? [], ordered, freeOf(account), join);
  }
  return groups.pick(trades);
};
