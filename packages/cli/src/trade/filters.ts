import { isInstitutionCode, isIsin, STATES } from '@bondledger/domain';
import { rolesOf, TRADE_ROLES } from '@bondledger/sdk';
import type { RouteInput } from '@bondledger/sdk/api';
import { EARLIEST, LATEST, type Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import type { ShownTrade } from './shown-trade.js';

/** A trade that exists is in one of these. */
const TRADE_STATES = STATES.filter((state) => state !== 'NONE');

/** What a server is asked for by the same options. @throws UsageError for a filter that is none. */
export function queryOf(call: Call): RouteInput<'trades'>['query'] {
  const [trade, settlement] = [call.dates('date'), call.dates('settlementDate')];
  const given = {
    state: call.choice('state', TRADE_STATES),
    role: call.choice('role', TRADE_ROLES),
    isin: isinOf(call),
    counterparty: codeOf(call),
    tradeDateFrom: bounded(trade?.from),
    tradeDateTo: bounded(trade?.to),
    settlementDateFrom: bounded(settlement?.from),
    settlementDateTo: bounded(settlement?.to),
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** An open end of a range is none to a server. */
const bounded = (date: string | undefined): string | undefined =>
  date === EARLIEST || date === LATEST ? undefined : date;

/** Whether a trade is one that was asked for. @throws UsageError for a filter that is none. */
export function filterOf(call: Call, participant: string): (view: ShownTrade) => boolean {
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
export const counterparties = ({ core }: ShownTrade, participant: string): readonly string[] =>
  [core.terms.seller, core.terms.buyer].filter((party) => party !== participant);
