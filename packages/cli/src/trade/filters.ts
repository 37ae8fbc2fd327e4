import { isInstitutionCode, isIsin, STATES } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import { rolesOf, TRADE_ROLES } from './roles.js';

/** A trade that exists is in one of these. */
const TRADE_STATES = STATES.filter((state) => state !== 'NONE');

/** Whether a trade is one that was asked for. @throws UsageError for a filter that is none. */
export function filterOf(call: Call, participant: string): (view: TradeView) => boolean {
  const state = call.choice('state', TRADE_STATES);
  const role = call.choice('role', TRADE_ROLES);
  const isin = isinOf(call);
  const tradeDates = call.dates('date');
  const settlementDates = call.dates('settlementDate');
  const other = codeOf(call);
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

function isinOf(call: Call): string | undefined {
  const text = call.text('isin');
  if (text === undefined || isIsin(text.toUpperCase())) return text?.toUpperCase();
  throw new UsageError(speak(USAGE_TEXTS, call.language).notAnIsin('--isin', text));
}

function codeOf(call: Call): string | undefined {
  const text = call.text('counterparty');
  if (text === undefined || isInstitutionCode(text.toUpperCase())) return text?.toUpperCase();
  throw new UsageError(speak(USAGE_TEXTS, call.language).notACode('--counterparty', text));
}

const isWithin = (
  date: string,
  range: { readonly from: string; readonly to: string } | undefined,
): boolean => range === undefined || (date >= range.from && date <= range.to);

/** The parties of a trade but for oneself. */
export const counterparties = ({ core }: TradeView, participant: string): readonly string[] =>
  [core.terms.seller, core.terms.buyer].filter((party) => party !== participant);
