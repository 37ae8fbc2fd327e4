import { STATES } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { rolesOf, TRADE_ROLES } from './roles.js';

/** Whether a trade is one that was asked for. @throws UsageError for a filter that is none. */
export function filterOf(call: Call, participant: string): (view: TradeView) => boolean {
  const state = call.choice('state', STATES);
  const role = call.choice('role', TRADE_ROLES);
  const isin = call.text('isin')?.toUpperCase();
  const tradeDates = call.dates('date');
  const settlementDates = call.dates('settlementDate');
  const other = call.text('counterparty')?.toUpperCase();
  return (view) => {
    const { terms, state: now } = view.core;
    if (state !== undefined && now !== state) return false;
    if (role !== undefined && !rolesOf(view, participant).includes(role)) return false;
    if (isin !== undefined && terms.isin !== isin) return false;
    if (!isWithin(terms.tradeDate, tradeDates)) return false;
    if (!isWithin(terms.settlementDate, settlementDates)) return false;
    return other === undefined || counterparties(view, participant).includes(other);
  };
}

const isWithin = (
  date: string,
  range: { readonly from: string; readonly to: string } | undefined,
): boolean => range === undefined || (date >= range.from && date <= range.to);

/** The parties of a trade but for oneself. */
export const counterparties = ({ core }: TradeView, participant: string): readonly string[] =>
  [core.terms.seller, core.terms.buyer].filter((party) => party !== participant);
