import type { SideContent, TradeCore } from '@bondledger/contract';
import type { SideName } from '@bondledger/domain';

/** The keys of a trade that an institution holds. */
export interface TradeKeys {
  readonly coreKey: Uint8Array;
  readonly sellerKey?: Uint8Array | undefined;
  readonly buyerKey?: Uint8Array | undefined;
}

/** What an institution sees of a trade: the core, and each side that it may read. */
export interface TradeView {
  readonly tradeId: string;
  readonly keys: TradeKeys;
  /** Without the evidence, which stays on the ledger and is read from its history. */
  readonly core: Omit<TradeCore, 'evidence'>;
  readonly seller?: Omit<SideContent, 'evidence'>;
  readonly buyer?: Omit<SideContent, 'evidence'>;
  /** The block that wrote this version. */
  readonly height: number;
}

/** Which sides of a trade an institution keeps, manages or has in custody. */
export function ownSides(view: TradeView, participant: string): readonly SideName[] {
  const sides: SideName[] = [];
  for (const side of ['seller', 'buyer'] as const) {
    const fund = view[side]?.fund;
    const parties = [view.core.terms[side], fund?.assetManager, fund?.custodian];
    if (parties.includes(participant)) sides.push(side);
  }
  return sides;
}
