import {
  checkLots,
  checkSide,
  checkTerms,
  createCalendar,
  encodeTerms,
  instrumentTypesOf,
  isIsin,
  koreanClassOf,
  mayTrade,
  parseLots,
  parseSide,
  parseTerms,
} from '@bondledger/domain';
import { describe, expect, it } from 'vitest';
import { DAYS, eachDay } from '../../test/support/day.js';
import { referenceDay } from './reference-day.js';

describe('every ticket', () => {
  eachDay('passes the rules of terms, sides and lots (seed %s)', (_, day) => {
    const calendar = createCalendar(day.holidays);
    const issues = new Map(day.issues.map((issue) => [issue.isin, issue]));
    const roles = new Map(day.participants.map(({ code, roles: list }) => [code, list]));
    for (const { terms, sellerSide, buyerSide, sellerLots, buyerLots } of day.tickets) {
      expect(parseTerms({ ...encodeTerms(terms) })).toEqual({ ok: true, value: terms });
      const facts = { calendar, businessDate: day.tradeDate, issue: issues.get(terms.isin) };
      expect(checkTerms(terms, facts)).toBeUndefined();
      for (const [party, side, lots] of [
        [terms.seller, sellerSide, sellerLots],
        [terms.buyer, buyerSide, buyerLots],
      ] as const) {
        expect(mayTrade(roles.get(party) ?? [])).toBe(true);
        expect(parseSide({ ...side })).toEqual({ ok: true, value: side });
        expect(checkSide(side, party)).toBeUndefined();
        expect(lots !== undefined).toBe(side.fund !== undefined);
        if (side.fund === undefined || lots === undefined) continue;
        expect(roles.get(side.fund.assetManager)).toContain('ASSET_MANAGER');
        expect(roles.get(side.fund.custodian)).toContain('CUSTODIAN');
        expect(lots.length).toBeLessThanOrEqual(4);
        expect(lots[0]?.fundCode).toBe(side.fund.code);
        expect(new Set(lots.map((lot) => lot.fundCode)).size).toBe(lots.length);
        const parsed = parseLots(lots);
        expect(parsed.ok && checkLots(parsed.value, terms.faceAmount)).toBeUndefined();
      }
    }
  });

  eachDay('has a reference that its submitter uses once (seed %s)', (_, day) => {
    const keys = day.tickets.map(({ terms }) => `${terms.seller} ${terms.reference}`);
    expect(new Set(keys).size).toBe(day.tickets.length);
  });

  it('settles on the next business day, across weekends and holidays', () => {
    expect(DAYS[0]?.settlementDate).toBe('2026-09-22');
    const chuseok = referenceDay({ trades: 5, tradeDate: '2026-09-23' });
    expect(chuseok.settlementDate).toBe('2026-09-28');
  });
});

describe('every issue', () => {
  eachDay('has a valid ISIN of its class and a name, each once (seed %s)', (_, day) => {
    for (const { isin, instrumentType, maturityDate } of day.issues) {
      expect(isIsin(isin)).toBe(true);
      const koreanClass = koreanClassOf(isin);
      expect(koreanClass && instrumentTypesOf(koreanClass)).toContain(instrumentType);
      expect(maturityDate > day.settlementDate).toBe(true);
    }
    expect(new Set(day.issues.map(({ isin }) => isin)).size).toBe(day.issues.length);
    expect(new Set(day.issues.map(({ name }) => name)).size).toBe(day.issues.length);
  });

  it('of the treasury is named as the treasury names it', () => {
    const names = DAYS[0]?.issues.flatMap((issue) =>
      issue.instrumentType === 'KTB' ? [issue.name] : [],
    );
    for (const name of names ?? []) {
      expect(name).toMatch(/^국고채권\d{5}-\d{4}\(\d{2}-\d{1,2}\)$/);
    }
  });
});
