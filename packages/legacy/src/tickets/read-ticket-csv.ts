import type { Rejection } from '@bondledger/domain';
import { readCsv, type Cells } from '../files/csv.js';
import type { Fault, Placed, Reading } from '../files/fault.js';
import { OPTIONAL_TICKET_COLUMNS, TICKET_COLUMNS, type TicketColumn } from './ticket-columns.js';
import { ticketFromRow } from './ticket-row.js';
import type { TicketInput } from './ticket.js';

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
export function cellOf(columns: readonly string[], cells: Cells, rejection: Rejection): Fault {
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
