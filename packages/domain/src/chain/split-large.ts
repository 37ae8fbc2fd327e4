import { MAX_CHAIN_TRADES, type ChainTrade } from './chain-trade.js';
import { byAccount, bySize, type FreeOf } from './deliverable.js';

/**
 * Up to a chain's number of trades that can be delivered one after the other, each from a balance
 * or from what came before it. The search follows what was delivered, so that a long path is taken
 * from its beginning on and the rest of it can follow once this much is settled.
 */
const firstRun = (trades: readonly ChainTrade[], freeOf: FreeOf): readonly ChainTrade[] => {
  const pending = byAccount([...trades].sort(bySize).reverse(), (trade) => trade.sellerAccount);
  const received = new Map<string, bigint>();
  const availableAt = (account: string): bigint => received.get(account) ?? freeOf(account);
  const run: ChainTrade[] = [];
  const stack = [...pending.keys()];
  while (run.length < MAX_CHAIN_TRADES) {
    const account = stack.pop();
    if (account === undefined) break;
    const own = pending.get(account);
    const trade = own?.at(-1);
    if (trade === undefined || trade.faceAmount > availableAt(account)) continue;
    own?.pop();
    run.push(trade);
    received.set(account, availableAt(account) - trade.faceAmount);
    received.set(trade.buyerAccount, availableAt(trade.buyerAccount) + trade.faceAmount);
    stack.push(account, trade.buyerAccount);
  }
  return run;
};

/**
 * Candidates for chains out of a group that is too large for one. What is delivered one after the
 * other comes first, a run at a time; what is left waits in circles, and is the last candidate.
 *
 * @param take takes what can be a chain out of a candidate, and lowers what accounts have free
 */
export const splitLarge = (
  group: readonly ChainTrade[],
  freeOf: FreeOf,
  take: (candidate: readonly ChainTrade[]) => void,
): void => {
  let rest = group;
  for (let run = firstRun(rest, freeOf); run.length > 0; run = firstRun(rest, freeOf)) {
    take(run);
    const done = new Set(run);
    rest = rest.filter((trade) => !done.has(trade));
  }
  take(rest);
};
