import { BOK, KSD } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';

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

/** Every role that an institution has in a trade, as far as it can see. */
export function rolesOf({ core, seller, buyer }: TradeView, participant: string): TradeRole[] {
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
