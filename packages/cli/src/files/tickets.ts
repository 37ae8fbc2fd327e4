import {
  OPTIONAL_TICKET_COLUMNS,
  TICKET_COLUMNS,
  ticketFromRow,
  type TicketColumn,
  type TicketInput,
} from '@bondledger/consortium';
import {
  encodeLots,
  firstRejection,
  parseLots,
  parseSide,
  parseTerms,
  type Rejection,
  type Result,
} from '@bondledger/domain';
import { readCsv, type Cells } from './csv.js';
import type { Fault, Placed, Reading } from './fault.js';
import { readJsonItems } from './json-items.js';

const REQUIRED = TICKET_COLUMNS.filter((name) => !OPTIONAL_TICKET_COLUMNS.includes(name));

/** Tickets of a CSV file with the columns of the reference day. */
export function readTicketCsv(text: string): Reading<TicketInput> {
  const expected = { required: REQUIRED, optional: OPTIONAL_TICKET_COLUMNS };
  const { columns, good, faults } = readCsv(text, expected);
  const tickets: Placed<TicketInput>[] = [];
  const wrong: Fault[] = [...faults];
  for (const { place, value } of good) {
    const ticket = ticketFromRow(value);
    if (ticket.ok) tickets.push({ place, value: ticket.value });
    else wrong.push({ ...place, ...cellOf(columns, value, ticket.rejection) });
  }
  return { good: tickets, faults: wrong.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** Fields of a side as the columns of a side are named. */
const SIDE_FIELDS: Readonly<Record<string, string>> = {
  account: 'Account',
  capacity: 'Capacity',
  'fund.code': 'Fund',
  'fund.assetManager': 'AssetManager',
  'fund.custodian': 'Custodian',
};

/** The cell that a rejection is about: its field is named without the side that it belongs to. */
function cellOf(columns: readonly string[], cells: Cells, rejection: Rejection): Fault {
  const field = rejection.params?.['field'];
  if (field === undefined) return { rejection };
  const suffix = field.startsWith('lots') ? 'Lots' : SIDE_FIELDS[field];
  const name = suffix === undefined ? field : `${sideOf(cells, rejection)}${suffix}`;
  const at = columns.indexOf(name);
  return { rejection, field: name, ...(at < 0 ? {} : { column: at + 1 }) };
}

/** The seller's side where the row without the buyer's is refused alike. */
function sideOf(cells: Cells, rejection: Rejection): 'seller' | 'buyer' {
  const kept = Object.entries(cells).filter(
    ([name]) => !name.startsWith('buyer') || name === 'buyer' || name === 'buyerKeeper',
  );
  const row: Partial<Record<TicketColumn, string>> = Object.fromEntries(kept);
  const alone = ticketFromRow(row);
  const isSame = !alone.ok && alone.rejection.params?.['field'] === rejection.params?.['field'];
  return isSame ? 'seller' : 'buyer';
}

const MEMBERS = ['terms', 'sellerSide', 'buyerSide', 'sellerLots', 'buyerLots'] as const;

/** Tickets of a JSON file: an array, or an object whose `tickets` are one. */
export function readTicketJson(text: string): Reading<TicketInput> {
  const { good, faults } = readJsonItems(text, ['tickets']);
  const tickets: Placed<TicketInput>[] = [];
  const wrong: Fault[] = [...faults];
  for (const { place, value } of good) {
    const ticket = ticketFromJson(value);
    if (ticket.ok) {
      tickets.push({ place, value: ticket.value });
      continue;
    }
    const field = ticket.rejection.params?.['field'];
    wrong.push({
      ...place,
      rejection: ticket.rejection,
      ...(field === undefined ? {} : { field }),
    });
  }
  return { good: tickets, faults: wrong };
}

type Members = Readonly<Record<string, unknown>>;

/** Reads a member where it is there; `__proto__` and its like are members like the rest. */
const member = <T>(
  object: Members,
  name: (typeof MEMBERS)[number],
  parse: (value: unknown) => Result<T>,
): Result<T | undefined> =>
  Object.hasOwn(object, name) ? parse(object[name]) : { ok: true, value: undefined };

function ticketFromJson(object: Members): Result<TicketInput> {
  const names: readonly string[] = MEMBERS;
  const unknown = Object.keys(object).find((name) => !names.includes(name));
  const terms = parseTerms(Object.hasOwn(object, 'terms') ? object['terms'] : undefined);
  const parts = {
    sellerSide: member(object, 'sellerSide', parseSide),
    buyerSide: member(object, 'buyerSide', parseSide),
    sellerLots: member(object, 'sellerLots', lotsOf),
    buyerLots: member(object, 'buyerLots', lotsOf),
  };
  const rejection = firstRejection(
    unknown === undefined ? undefined : unknownMember(unknown),
    ...[terms, ...Object.values(parts)].map((part) => (part.ok ? undefined : part.rejection)),
  );
  if (rejection !== undefined || !terms.ok) {
    return { ok: false, rejection: rejection ?? { code: 'FIELD_INVALID' } };
  }
  const found = Object.entries(parts).flatMap(([name, part]) =>
    part.ok && part.value !== undefined ? [[name, part.value] as const] : [],
  );
  return { ok: true, value: { terms: terms.value, ...Object.fromEntries(found) } };
}

const unknownMember = (name: string): Rejection =>
  /^[\w.-]{1,60}$/.test(name)
    ? { code: 'FIELD_UNKNOWN', params: { field: name } }
    : { code: 'FIELD_UNKNOWN' };

function lotsOf(value: unknown): Result<ReturnType<typeof encodeLots>> {
  const lots = parseLots(value);
  return lots.ok ? { ok: true, value: encodeLots(lots.value) } : lots;
}
