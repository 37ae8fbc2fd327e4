import { describe, expect, it } from 'vitest';
import { TERMS } from '../../test/sample.js';
import { createCalendar } from '../calendar/calendar.js';
import { KOREAN_HOLIDAYS } from '../calendar/korean-holidays.js';
import type { ErrorCode } from '../error/codes.js';
import { checkTerms, isDiscountInstrument, type TermsFacts } from './check-terms.js';
import { INSTRUMENT_TYPES, type Terms } from './terms.js';

const calendar = createCalendar(KOREAN_HOLIDAYS);
const ISSUE = { isin: TERMS.isin, instrumentType: 'KTB', maturityDate: '2036-06-10' } as const;
const FACTS: TermsFacts = { calendar, businessDate: '2026-09-21', issue: ISSUE };

const codeOf = (terms: Partial<Terms>, facts: Partial<TermsFacts> = {}): ErrorCode | undefined =>
  checkTerms({ ...TERMS, ...terms }, { ...FACTS, ...facts })?.code;

const LAST = calendar.add('2026-09-21', 30);

describe('checkTerms', () => {
  it('lets good terms pass', () => {
    expect(codeOf({})).toBeUndefined();
  });

  it.each<[ErrorCode, Partial<Terms>, Partial<TermsFacts>]>([
    ['ISSUE_UNKNOWN', {}, { issue: undefined }],
    ['ISSUE_UNKNOWN', {}, { issue: { ...ISSUE, isin: 'KR7005930003' } }],
    ['ISSUE_MATURED', {}, { issue: { ...ISSUE, maturityDate: '2026-09-22' } }],
    ['ISSUE_MATURED', {}, { issue: { ...ISSUE, maturityDate: '2020-01-01' } }],
    ['INSTRUMENT_MISMATCH', { instrumentType: 'MSB' }, {}],
    ['COUNTERPARTY_SAME', { buyer: 'SECA', buyerKeeper: 'SECA' }, {}],
    ['TRADE_DATE_FUTURE', { tradeDate: '2026-09-22', settlementDate: '2026-09-23' }, {}],
    ['TRADE_DATE_HOLIDAY', { tradeDate: '2026-09-20' }, {}],
    ['TRADE_DATE_HOLIDAY', { tradeDate: '2026-08-17', settlementDate: '2026-09-21' }, {}],
    ['SETTLEMENT_DATE_HOLIDAY', { settlementDate: '2026-09-24' }, {}],
    ['SETTLEMENT_DATE_HOLIDAY', { settlementDate: '2026-10-10' }, {}],
    ['SETTLEMENT_DATE_TOO_EARLY', { settlementDate: '2026-09-21' }, {}],
    ['SETTLEMENT_DATE_TOO_EARLY', { settlementDate: '2026-09-18' }, {}],
    ['SETTLEMENT_DATE_TOO_LATE', { settlementDate: calendar.next(LAST) }, {}],
    ['SETTLEMENT_DATE_PASSED', {}, { businessDate: '2026-09-23' }],
    ['SETTLEMENT_AMOUNT_WRONG', { settlementAmount: 10_123_000_001n }, {}],
    ['SETTLEMENT_AMOUNT_WRONG', { settlementAmount: 10_122_999_999n }, {}],
    ['FOP_REASON_MISSING', { settlementMethod: 'FOP' }, {}],
    ['FOP_REASON_UNEXPECTED', { fopReason: '반환' }, {}],
  ])('answers %s for %o', (code, terms, facts) => {
    expect(codeOf(terms, facts)).toBe(code);
  });

  it.each<[string, Partial<Terms>, Partial<TermsFacts>]>([
    ['settlement on the thirtieth business day', { settlementDate: LAST }, {}],
    ['settlement on the business date itself', {}, { businessDate: '2026-09-22' }],
    [
      'settlement on the day before maturity',
      {},
      { issue: { ...ISSUE, maturityDate: '2026-09-23' } },
    ],
    ['a late submission', { tradeDate: '2026-09-18' }, {}],
    ['free of payment with a reason', { settlementMethod: 'FOP', fopReason: '반환' }, {}],
    ['won that are floored', { faceAmount: 10_001n, settlementAmount: 10_124n }, {}],
  ])('lets %s pass', (_, terms, facts) => {
    expect(codeOf(terms, facts)).toBeUndefined();
  });

  it.each(INSTRUMENT_TYPES)('asks the exact amount of %s where it has a price', (type) => {
    const facts = { issue: { ...ISSUE, instrumentType: type } };
    const isFree = ['CD', 'CP', 'STB'].includes(type);
    expect(isDiscountInstrument(type)).toBe(isFree);
    expect(codeOf({ instrumentType: type, settlementAmount: 1n }, facts)).toBe(
      isFree ? undefined : 'SETTLEMENT_AMOUNT_WRONG',
    );
    expect(codeOf({ instrumentType: type }, facts)).toBeUndefined();
  });

  it('names limits and business dates, and no value of the trade', () => {
    expect(checkTerms({ ...TERMS, settlementDate: calendar.next(LAST) }, FACTS)).toEqual({
      code: 'SETTLEMENT_DATE_TOO_LATE',
      params: { limit: '30' },
    });
    expect(checkTerms(TERMS, { ...FACTS, businessDate: '2026-09-23' })).toEqual({
      code: 'SETTLEMENT_DATE_PASSED',
      params: { businessDate: '2026-09-23' },
    });
    expect(checkTerms(TERMS, { calendar, businessDate: '2026-09-21' })).toEqual({
      code: 'ISSUE_UNKNOWN',
    });
  });
});

describe('the order of the answers', () => {
  it('is that of the codes', () => {
    let terms: Terms = {
      ...TERMS,
      instrumentType: 'MSB',
      buyer: 'SECA',
      tradeDate: '2026-09-26',
      settlementDate: '2026-09-25',
      settlementAmount: 1n,
      settlementMethod: 'FOP',
    };
    let facts: TermsFacts = { calendar, businessDate: '2026-09-21' };
    const mend = (
      code: ErrorCode,
      termsNow: Partial<Terms>,
      factsNow: Partial<TermsFacts> = {},
    ) => {
      expect(checkTerms(terms, facts)?.code).toBe(code);
      terms = { ...terms, ...termsNow };
      facts = { ...facts, ...factsNow };
    };
    mend('ISSUE_UNKNOWN', {}, { issue: { ...ISSUE, maturityDate: '2026-09-01' } });
    mend('ISSUE_MATURED', {}, { issue: ISSUE });
    mend('INSTRUMENT_MISMATCH', { instrumentType: 'KTB' });
    mend('COUNTERPARTY_SAME', { buyer: 'SECB' });
    mend('TRADE_DATE_FUTURE', {}, { businessDate: '2026-11-30' });
    mend('TRADE_DATE_HOLIDAY', { tradeDate: '2026-09-28' });
    mend('SETTLEMENT_DATE_HOLIDAY', { settlementDate: '2026-09-28' });
    mend('SETTLEMENT_DATE_TOO_EARLY', { settlementDate: '2026-11-27' });
    mend('SETTLEMENT_DATE_TOO_LATE', { settlementDate: '2026-10-01' });
    mend(
      'SETTLEMENT_DATE_PASSED',
      { settlementDate: '2026-10-01' },
      { businessDate: '2026-10-01' },
    );
    mend('SETTLEMENT_AMOUNT_WRONG', { settlementAmount: TERMS.settlementAmount });
    mend('FOP_REASON_MISSING', { fopReason: '반환' });
    expect(checkTerms(terms, facts)).toBeUndefined();
  });
});
