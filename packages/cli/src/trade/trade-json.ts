import type { SideContent } from '@bondledger/contract';
import { rolesOf } from '@bondledger/sdk';
import type { ShownTrade } from './shown-trade.js';

/** A trade as scripts read it: what the institution sees, amounts as decimal strings. */
export function tradeJson(
  view: ShownTrade,
  participant: string,
): Readonly<Record<string, unknown>> {
  const { core, seller, buyer, tradeId, height } = view;
  const { payment, cancel } = core;
  return {
    tradeId,
    state: core.state,
    revision: core.revision,
    roles: rolesOf(view, participant),
    ...core.terms,
    sides: core.sides,
    ...present('chainId', core.chainId),
    ...present('settlementNo', core.settlementNo),
    ...present('paymentNo', payment?.paymentNo),
    ...present('cancelRequestedBy', cancel?.by),
    ...present('sellerSide', sideJson(seller)),
    ...present('buyerSide', sideJson(buyer)),
    height,
  };
}

const present = (name: string, value: unknown): Readonly<Record<string, unknown>> =>
  value === undefined ? {} : { [name]: value };

const sideJson = (side: Omit<SideContent, 'evidence'> | undefined): unknown =>
  side === undefined
    ? undefined
    : {
        account: side.account,
        capacity: side.capacity,
        ...present('fund', side.fund),
        ...present('lots', side.lots),
      };
