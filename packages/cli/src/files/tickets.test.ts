import { referenceDay, referenceDayToJson } from '@bondledger/consortium';
import { readTicketCsv, ticketsToCsv, ticketToRow, type Fault } from '@bondledger/legacy';
import { describe, expect, it } from 'vitest';
import { readTicketJson } from './ticket-json.js';

const day = referenceDay({ trades: 12, seed: 'files' });
const lines = ticketsToCsv(day.tickets).slice(1).trimEnd().split('\r\n');
const [head = ''] = lines;
const columns = head.split(',');

/** The file with one cell of one line changed. */
const csvWith = (line: number, column: string, cell: string): string =>
  lines
    .map((text, at) => {
      if (at !== line - 1) return text;
      const cells = text.split(',');
      cells[columns.indexOf(column)] = cell;
      return cells.join(',');
    })
    .join('\n');

const told = ({ line, item, column, field, rejection }: Fault): string =>
  `${rejection.code} ${line ?? item ?? '-'}:${column ?? '-'} ${field ?? '-'}`;

const place = (column: string): number => columns.indexOf(column) + 1;

describe('tickets in CSV', () => {
  it('are read as they were written', () => {
    const { good, faults } = readTicketCsv(ticketsToCsv(day.tickets).slice(1));
    expect(faults).toEqual([]);
    expect(good.map(({ value }) => value)).toEqual(day.tickets);
    expect(good.map(({ place: { line } }) => line)).toEqual(day.tickets.map((_, at) => at + 2));
  });

  it.each<[what: string, column: string, cell: string, code: string]>([
    ['a missing reference', 'reference', '', 'FIELD_MISSING'],
    ['a wrong check digit', 'isin', 'KR103550GG30', 'ISIN_INVALID'],
    ['a price with a point', 'unitPrice', '9999.5', 'AMOUNT_INVALID'],
    ['an amount with an exponent', 'faceAmount', '1e10', 'AMOUNT_INVALID'],
    ['a date that is none', 'tradeDate', '2026-02-30', 'DATE_INVALID'],
    ['a reason in NFD', 'fopReason', '담보'.normalize('NFD'), 'TEXT_NOT_NFC'],
    ['an unknown capacity', 'buyerCapacity', 'OWN', 'FIELD_INVALID'],
    ['a seller account that is none', 'sellerAccount', 'x', 'FIELD_INVALID'],
    ['a lot without amount', 'buyerLots', 'NRF01', 'FIELD_MISSING'],
  ])('%s is told with its line and column, and the others are good', (_, column, cell, code) => {
    const { good, faults } = readTicketCsv(csvWith(4, column, cell));
    expect(faults.map(told)).toEqual([`${code} 4:${place(column)} ${column}`]);
    expect(good).toHaveLength(11);
  });

  it('every fault is told', () => {
    const text = csvWith(3, 'isin', 'KR').split('\n');
    text[5] = `${text[5] ?? ''},one more`;
    text.push('a "quote"');
    const { good, faults } = readTicketCsv(text.join('\n'));
    expect(faults.map(told)).toEqual([
      `ISIN_INVALID 3:${place('isin')} isin`,
      `CSV_MALFORMED 6:${columns.length + 1} -`,
      'CSV_MALFORMED 14:1 -',
    ]);
    expect(good).toHaveLength(10);
  });
});

describe('tickets in JSON', () => {
  const wire = JSON.parse(referenceDayToJson(day)) as { tickets: Record<string, object>[] };

  it('are read as they were written, alone or as a part of the day', () => {
    for (const text of [referenceDayToJson(day), JSON.stringify(wire.tickets)]) {
      const { good, faults } = readTicketJson(text);
      expect(faults).toEqual([]);
      expect(good.map(({ value }) => value)).toEqual(day.tickets);
      expect(good.map(({ place: { item } }) => item)).toEqual(day.tickets.map((_, at) => at + 1));
    }
  });

  const [first = {}] = wire.tickets;
  const withTerms = (terms: object): object => ({
    ...first,
    terms: { ...first['terms'], ...terms },
  });

  it.each<[what: string, ticket: unknown, code: string, field: string]>([
    [
      'a number as amount',
      withTerms({ faceAmount: 10_000_000_000 }),
      'AMOUNT_INVALID',
      'faceAmount',
    ],
    ['an unknown field', withTerms({ price: '1' }), 'FIELD_UNKNOWN', 'price'],
    ['an unknown member', { ...first, note: 'x' }, 'FIELD_UNKNOWN', 'note'],
    ['no terms', {}, 'FIELD_INVALID', 'terms'],
    ['a side that is no object', { ...first, sellerSide: 'x' }, 'FIELD_INVALID', 'side'],
    ['lots that are no list', { ...first, sellerLots: {} }, 'FIELD_INVALID', 'lots'],
  ])('%s is told with its number', (_, ticket, code, field) => {
    const { good, faults } = readTicketJson(JSON.stringify([first, ticket]));
    expect(faults.map(told)).toEqual([`${code} 2:- ${field}`]);
    expect(good).toHaveLength(1);
  });

  it.each<[what: string, text: string, fault: string]>([
    ['a comma too many', '[\n  {},\n]', 'JSON_MALFORMED 3:1 -'],
    ['no list', '{"tickets": {}}', 'FIELD_INVALID -:- tickets'],
    ['a list of texts', '["a"]', 'FIELD_INVALID 1:- -'],
  ])('%s', (_, text, fault) => {
    expect(readTicketJson(text).faults.map(told)).toEqual([fault]);
  });

  it('take __proto__ for a name as any other', () => {
    const text = JSON.stringify([first]).replace('{"terms"', '{"__proto__":{"terms":{}},"terms"');
    expect(readTicketJson(text).faults.map(told)).toEqual(['FIELD_UNKNOWN 1:- __proto__']);
    expect(({} as Record<string, unknown>)['terms']).toBeUndefined();
  });
});

it('a row of a ticket has every column', () => {
  expect(Object.keys(ticketToRow(day.tickets[0] ?? expect.fail()))).toEqual(columns);
});
