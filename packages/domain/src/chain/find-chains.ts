import { checkChain, connectedParts } from './check-chain.js';
import { compareText, MAX_CHAIN_TRADES, type ChainTrade } from './chain-trade.js';
import { deliverableTrades } from './deliverable.js';
import { linkedGroups } from './link.js';
import { netSecurities } from './net.js';
import { splitLarge } from './split-large.js';

/** A chain that was found: its trades in the order of their identifiers. */
export type FoundChain = readonly ChainTrade[];

const inOrder = (a: ChainTrade, b: ChainTrade): number =>
  compareText(a.settlementDate, b.settlementDate) ||
  compareText(a.isin, b.isin) ||
  compareText(a.tradeId, b.tradeId);

/** The trades of each settlement date and ISIN, in the order of their identifiers. */
const groupsOf = (trades: readonly ChainTrade[]): readonly (readonly ChainTrade[])[] => {
  const groups: ChainTrade[][] = [];
  let last: ChainTrade | undefined;
  for (const trade of [...trades].sort(inOrder)) {
    if (last?.tradeId === trade.tradeId) throw new RangeError('a trade is given twice');
    const isSame = last?.settlementDate === trade.settlementDate && last.isin === trade.isin;
    if (isSame) groups.at(-1)?.push(trade);
    else groups.push([trade]);
    last = trade;
  }
  return groups;
};

/** What accounts have left in one ISIN once the chains and deliveries found so far are made. */
class Remaining {
  readonly #left = new Map<string, bigint>();

  constructor(private readonly freeBalance: (account: string) => bigint) {}

  of(account: string): bigint {
    const left = this.#left.get(account);
    if (left !== undefined) return left;
    const free = this.freeBalance(account);
    const first = free < 0n ? 0n : free;
    this.#left.set(account, first);
    return first;
  }

  /** Takes what the trades deliver net; false, with nothing taken, where that is too much. */
  take(trades: readonly ChainTrade[]): boolean {
    const nets = netSecurities(trades);
    for (const [account, net] of nets) {
      if (net + this.of(account) < 0n) return false;
    }
    for (const [account, net] of nets) {
      if (net < 0n) this.#left.set(account, net + this.of(account));
    }
    return true;
  }
}

/** The chains among the trades of one ISIN and one settlement date. */
const chainsOf = (group: readonly ChainTrade[], remaining: Remaining): readonly FoundChain[] => {
  const chains: FoundChain[] = [];
  // A trade within one account needs nothing and gives nothing to others.
  const moving = group.filter((trade) => trade.sellerAccount !== trade.buyerAccount);
  const freeOf = (account: string): bigint => remaining.of(account);
  const deliverable = deliverableTrades(moving, freeOf);
  const alone: ChainTrade[] = [];
  const take = (candidate: readonly ChainTrade[]): void => {
    for (const part of connectedParts([...candidate].sort(inOrder))) {
      if (checkChain(part) === undefined && remaining.take(part)) chains.push(part);
      else alone.push(...part);
    }
  };
  const large: (readonly ChainTrade[])[] = [];
  for (const linked of linkedGroups(deliverable, freeOf)) {
    if (linked.length > MAX_CHAIN_TRADES) large.push(linked);
    else take(linked);
  }
  for (const linked of large) splitLarge(linked, freeOf, take);
  // What settles alone needs its balance too, before later dates are looked at.
  for (const trade of alone) remaining.take([trade]);
  return chains;
};

/**
 * The chains (연쇄거래) into which the depository merges trades that are READY: where an account
 * delivers more than its free balance, its deliveries are joined with the receipts that they wait
 * for, through as many accounts as that takes, around circles and with unequal quantities. Every
 * chain found passes checkChain, and all of them together need no more than the free balances.
 *
 * Trades that need no other, or that could not be delivered at all, are left out. A group of more
 * than 100 trades gives several chains, each deliverable by itself; what has to wait until one of
 * them is settled is found when this is asked again after that. A circle of more than 100 trades,
 * none of which has a balance, is not found.
 *
 * The answer does not depend on the order of the trades. It takes about n log n.
 *
 * @param freeBalance what an account holds free of an ISIN, in won of face
 * @throws RangeError where a trade is given twice
 */
export const findChains = (
  trades: readonly ChainTrade[],
  freeBalance: (account: string, isin: string) => bigint,
): readonly FoundChain[] => {
  const balances = new Map<string, Remaining>();
  const chains: FoundChain[] = [];
  for (const group of groupsOf(trades)) {
    const isin = group[0]?.isin ?? '';
    const remaining = balances.get(isin) ?? new Remaining((account) => freeBalance(account, isin));
    balances.set(isin, remaining);
    chains.push(...chainsOf(group, remaining));
  }
  return chains;
};
