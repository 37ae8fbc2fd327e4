import type { Calendar } from '../calendar/calendar.js';
import type { ErrorCode } from '../error/codes.js';
import { refuse, type Rejection } from '../error/rejection.js';
import { settlementAmountOf } from '../money/amount.js';
import type { InstrumentType, IsoDate, Terms } from './terms.js';

/** The last settlement date, in business days after the trade date. */
export const MAX_SETTLEMENT_DAYS = 30;

/** An issue (종목) as the terms of a trade are held against it. */
export interface IssueFacts {
  readonly isin: string;
  readonly instrumentType: InstrumentType;
  readonly maturityDate: IsoDate;
}

/** What the ledger knows when terms are submitted. */
export interface TermsFacts {
  readonly calendar: Calendar;
  readonly businessDate: IsoDate;
  /** The registered issue of the terms' ISIN; left out where there is none. */
  readonly issue?: IssueFacts | undefined;
}

/** Whether an instrument is traded at a discount: its settlement amount is agreed freely. */
export const isDiscountInstrument = (type: InstrumentType): boolean =>
  type === 'CD' || type === 'CP' || type === 'STB';

const issueCode = (terms: Terms, issue: IssueFacts | undefined): ErrorCode | undefined => {
  if (issue?.isin !== terms.isin) return 'ISSUE_UNKNOWN';
  // Dates of equal form compare as texts. On the day of maturity there is nothing left to deliver.
  if (terms.settlementDate >= issue.maturityDate) return 'ISSUE_MATURED';
  return issue.instrumentType === terms.instrumentType ? undefined : 'INSTRUMENT_MISMATCH';
};

const dateCode = (terms: Terms, facts: TermsFacts): ErrorCode | undefined => {
  const { calendar, businessDate } = facts;
  if (terms.tradeDate > businessDate) return 'TRADE_DATE_FUTURE';
  if (!calendar.isBusinessDay(terms.tradeDate)) return 'TRADE_DATE_HOLIDAY';
  if (!calendar.isBusinessDay(terms.settlementDate)) return 'SETTLEMENT_DATE_HOLIDAY';
  const days = calendar.businessDaysFrom(terms.tradeDate, terms.settlementDate);
  if (days < 1) return 'SETTLEMENT_DATE_TOO_EARLY';
  if (days > MAX_SETTLEMENT_DAYS) return 'SETTLEMENT_DATE_TOO_LATE';
  return terms.settlementDate < businessDate ? 'SETTLEMENT_DATE_PASSED' : undefined;
};

/** What can be said of the money without the ledger: the amount, and the reason of a FOP. */
export const moneyCode = (terms: Terms): ErrorCode | undefined => {
  const isExact =
    isDiscountInstrument(terms.instrumentType) ||
    terms.settlementAmount === settlementAmountOf(terms.faceAmount, terms.unitPrice);
  if (!isExact) return 'SETTLEMENT_AMOUNT_WRONG';
  const hasReason = terms.fopReason !== undefined;
  if (terms.settlementMethod === 'FOP') return hasReason ? undefined : 'FOP_REASON_MISSING';
  return hasReason ? 'FOP_REASON_UNEXPECTED' : undefined;
};

const paramsOf = (code: ErrorCode, facts: TermsFacts): Rejection['params'] => {
  if (code === 'SETTLEMENT_DATE_TOO_LATE') return { limit: MAX_SETTLEMENT_DAYS.toString() };
  const isOfToday = code === 'TRADE_DATE_FUTURE' || code === 'SETTLEMENT_DATE_PASSED';
  return isOfToday ? { businessDate: facts.businessDate } : undefined;
};

/**
 * The business rules of terms, in the order of the codes: the issue, the counterparty, the dates,
 * the money. Whether the counterparty is registered is asked by whoever has the registry, and
 * joined to this answer by firstRejection.
 */
export const checkTerms = (terms: Terms, facts: TermsFacts): Rejection | undefined => {
  const code =
    issueCode(terms, facts.issue) ??
    (terms.seller === terms.buyer ? 'COUNTERPARTY_SAME' : undefined) ??
    dateCode(terms, facts) ??
    moneyCode(terms);
  return code === undefined ? undefined : refuse(code, paramsOf(code, facts)).rejection;
};
