import { BOK, KSD } from '@bondledger/domain';
import type { TradeView } from './trade-view.js';

/** What an institution is in a trade. */
export const TRADE_ROLES = [
  'seller',
  'buyer',
  'asset-manager',
  'custodian',
  'depository',
  'central-bank',
] as const;

export type TradeRole = (typeof TRADE_ROLES)[number];

/** What is seen of a trade that says who has which role in it. */
export interface RolesIn {
  readonly core: { readonly terms: { readonly seller: string; readonly buyer: string } };
  readonly seller?: Pick<NonNullable<TradeView['seller']>, 'fund'> | undefined;
  readonly buyer?: Pick<NonNullable<TradeView['buyer']>, 'fund'> | undefined;
}

/** Every role that an institution has in a trade, as far as it can see. */
export function rolesOf({ core, seller, buyer }: RolesIn, participant: string): TradeRole[] {
  const funds = [seller?.fund, buyer?.fund];
  const has: Readonly<Record<TradeRole, boolean>> = {
    seller: core.terms.seller === participant,
    buyer: core.terms.buyer === participant,
    'asset-manager': funds.some((fund) => fund?.assetManager === participant),
    custodian: funds.some((fund) => fund?.custodian === participant),
    depository: participant === KSD,
    'central-bank': participant === BOK,
  };
  return TRADE_ROLES.filter((role) => has[role]);
}
