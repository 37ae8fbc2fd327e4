import {
  OPTIONAL_TICKET_COLUMNS,
  TICKET_COLUMNS,
  ticketFromRow,
  ticketsToCsv,
  ticketToRow,
} from '@bondledger/legacy';
import { describe, expect, it } from 'vitest';
import { referenceDayToJson } from './day-json.js';
import { referenceDay } from './reference-day.js';

/** One cell and what ends it, by RFC 4180. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g;

const rowsOf = (csv: string): Record<string, string>[] => {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.slice(1).matchAll(CELL)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') lines.push([]);
  }
  const [names = [], ...rows] = lines.slice(0, -1);
  return rows.map((cells) => Object.fromEntries(names.map((name, n) => [name, cells[n] ?? ''])));
};

const day = referenceDay({ trades: 400, seed: 'csv' });

describe('tickets as CSV', () => {
  it('begin with a byte order mark and the columns, and end every line in CR LF', () => {
    const csv = ticketsToCsv(day.tickets);
    const lines = csv.split('\r\n');
    expect(lines[0]).toBe(`\uFEFF${TICKET_COLUMNS.join(',')}`);
    expect(lines).toHaveLength(402);
    expect(lines.at(-1)).toBe('');
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(ticketsToCsv([])).toBe(`\uFEFF${TICKET_COLUMNS.join(',')}\r\n`);
  });

  it('are read back as they were, through a reader of CSV', () => {
    const rows = rowsOf(ticketsToCsv(day.tickets));
    const tickets = rows.map((row) => ticketFromRow(row));
    expect(tickets).toEqual(day.tickets.map((value) => ({ ok: true, value })));
  });

  it('quote what would break a line', () => {
    const [ticket] = day.tickets;
    if (ticket === undefined) throw new Error('a day has tickets');
    const fopReason = '담보, "갑"의 몫';
    const altered = { ...ticket, terms: { ...ticket.terms, fopReason } };
    const [row] = rowsOf(ticketsToCsv([altered]));
    expect(row?.['fopReason']).toBe(fopReason);
  });
});

describe('a row', () => {
  const trust = day.tickets.find(({ terms, sellerLots }) => terms.yield && sellerLots);
  if (trust === undefined) throw new Error('a day has fund sides');
  const row = ticketToRow(trust);

  it('needs neither keepers nor the other side', () => {
    const optional = new Set<string>(OPTIONAL_TICKET_COLUMNS);
    const needed = Object.fromEntries(Object.entries(row).filter(([name]) => !optional.has(name)));
    const { yield: left, ...terms } = trust.terms;
    expect(typeof left).toBe('string');
    expect(ticketFromRow(needed)).toEqual({ ok: true, value: { terms } });
  });

  it.each([
    ['a missing reference', { reference: '' }, 'FIELD_MISSING', 'reference'],
    ['a price with a point', { unitPrice: '9999.5' }, 'AMOUNT_INVALID', 'unitPrice'],
    [
      'a keeper that is not the party',
      { sellerKeeper: 'KSD' },
      'AGENT_NOT_OFFERED',
      'sellerKeeper',
    ],
    ['a fund without custodian', { sellerCustodian: '' }, 'FIELD_MISSING', 'fund.custodian'],
    ['a side without account', { buyerAccount: '' }, 'FIELD_MISSING', 'account'],
    ['a lot without amount', { sellerLots: 'NRF01' }, 'FIELD_MISSING', 'lots[0].faceAmount'],
    [
      'a lot with a colon too many',
      { sellerLots: 'NRF01:1:a:b' },
      'FIELD_INVALID',
      'lots[0].orderNo',
    ],
    ['an empty lot', { sellerLots: 'NRF01:1;' }, 'FIELD_MISSING', 'lots[1].faceAmount'],
  ])('with %s is refused', (_, cells, code, field) => {
    expect(ticketFromRow({ ...row, ...cells })).toEqual({
      ok: false,
      rejection: { code, params: { field } },
    });
  });
});

describe('a day as JSON', () => {
  it('has all of it, amounts as decimal strings', () => {
    const json: unknown = JSON.parse(referenceDayToJson(day));
    expect(json).toMatchObject({
      seed: 'csv',
      tradeDate: '2026-09-21',
      settlementDate: '2026-09-22',
      issues: day.issues,
      participants: day.participants,
      openingCash: day.openingCash.map((cash) => ({ ...cash, balance: cash.balance.toString() })),
      chains: day.expected.chains,
      statistics: { trades: 400, faceAmount: day.expected.statistics.faceAmount.toString() },
    });
    expect(json).toHaveProperty(
      'tickets.399.terms.faceAmount',
      day.tickets[399]?.terms.faceAmount.toString(),
    );
    expect(json).toHaveProperty('openingHoldings.length', day.openingHoldings.length);
  });
});
