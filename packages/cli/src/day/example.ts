import type { Consortium } from '@bondledger/consortium';
import { KSD } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';

/** A trade to look at afterwards. */
export interface Example {
  readonly tradeId: string;
  readonly seller: string;
  readonly buyer: string;
}

/** A settled trade of a chain with a fund in it, or one that comes close: it shows most. */
export function exampleOf(consortium: Consortium): Example | undefined {
  let best: { readonly view: TradeView; readonly worth: number } | undefined;
  for (const view of consortium.institution(KSD).book.trades()) {
    if (view.core.state !== 'SETTLED') continue;
    const hasFund = view.seller?.fund !== undefined || view.buyer?.fund !== undefined;
    const worth = (view.core.chainId === undefined ? 0 : 2) + (hasFund ? 1 : 0);
    if (best === undefined || worth > best.worth) best = { view, worth };
  }
  if (best === undefined) return undefined;
  const { seller, buyer } = best.view.core.terms;
  return { tradeId: best.view.tradeId, seller, buyer };
}
