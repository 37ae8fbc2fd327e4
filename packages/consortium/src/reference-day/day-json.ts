import { encodeTerms } from '@bondledger/domain';
import type { ReferenceDay } from './reference-day.js';
import type { Ticket } from '@bondledger/legacy';

/** Amounts are decimal strings in JSON: a number would lose what lies beyond 2^53. */
const withAmountsAsText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

const stringify = (value: unknown): string => JSON.stringify(value, withAmountsAsText);

const lines = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : `[\n    ${items.map(stringify).join(',\n    ')}\n  ]`;

/** A ticket as JSON has it: the terms in their canonical order, amounts as text. */
const ticketWire = (ticket: Ticket): object => ({ ...ticket, terms: encodeTerms(ticket.terms) });

/**
 * The day as one JSON object, a ticket, holding, issue or chain on each line, so that files of two
 * days can be compared line by line. Amounts are decimal strings.
 */
export const referenceDayToJson = (day: ReferenceDay): string => {
  const members: readonly [name: string, json: string][] = [
    ['seed', stringify(day.seed)],
    ['tradeDate', stringify(day.tradeDate)],
    ['settlementDate', stringify(day.settlementDate)],
    ['participants', lines(day.participants)],
    ['issues', lines(day.issues)],
    ['holidays', stringify(day.holidays)],
    ['openingHoldings', lines(day.openingHoldings)],
    ['openingCash', lines(day.openingCash)],
    ['tickets', lines(day.tickets.map(ticketWire))],
    ['chains', lines(day.expected.chains)],
    ['statistics', stringify(day.expected.statistics)],
  ];
  return `{\n${members.map(([name, json]) => `  "${name}": ${json}`).join(',\n')}\n}\n`;
};
