import { refuse, type Rejection, type Result, type SideName } from '@bondledger/domain';
import type { Cells } from '../files/csv.js';
import { cellOf } from '../tickets/read-ticket-csv.js';
import { TICKET_COLUMNS, type TicketColumn } from '../tickets/ticket-columns.js';
import { ticketFromRow } from '../tickets/ticket-row.js';
import type { TicketInput } from '../tickets/ticket.js';

/** What is wrong with one cell of a row. */
export interface CellFault {
  /** The name of the column. */
  readonly column: string;
  readonly rejection: Rejection;
}

/** Cells with which every check passes, to find what else is wrong beside a wrong one. */
const GOOD: Readonly<Record<TicketColumn, string>> = {
  reference: 'A',
  tradeDate: '2026-09-21',
  settlementDate: '2026-09-22',
  settlementMethod: 'DVP',
  fopReason: '',
  isin: 'KR103502GE63',
  instrumentType: 'KTB',
  faceAmount: '10000',
  unitPrice: '10000',
  yield: '',
  settlementAmount: '10000',
  seller: 'AA',
  buyer: 'BB',
  sellerKeeper: '',
  buyerKeeper: '',
  sellerAccount: 'AA-1',
  sellerCapacity: 'PROP',
  sellerFund: 'F',
  sellerAssetManager: 'CC',
  sellerCustodian: 'DD',
  sellerLots: '',
  buyerAccount: 'BB-1',
  buyerCapacity: 'PROP',
  buyerFund: 'F',
  buyerAssetManager: 'CC',
  buyerCustodian: 'DD',
  buyerLots: '',
};

const isColumn = (name: string): name is TicketColumn => Object.hasOwn(GOOD, name);

/**
 * The ticket of a row, or what is wrong with each of its cells. The parsers name one wrong field at
 * a time; it is put right and they are asked again.
 */
export function readRow(
  columns: readonly string[],
  cells: Cells,
): { readonly ticket: Result<TicketInput>; readonly faults: readonly CellFault[] } {
  const ticket = ticketFromRow(cells);
  if (ticket.ok) return { ticket, faults: [] };
  const row: Record<string, string> = { ...cells };
  const faults: CellFault[] = [];
  let found: Result<TicketInput> = ticket;
  while (!found.ok && faults.length < TICKET_COLUMNS.length) {
    const { field } = cellOf(columns, row, found.rejection);
    if (field === undefined || !isColumn(field) || row[field] === GOOD[field]) {
      faults.push({ column: field ?? '', rejection: found.rejection });
      break;
    }
    faults.push({ column: field, rejection: found.rejection });
    row[field] = GOOD[field];
    // A keeper left out is the party; where that is wrong, its keeper is not told, too.
    if (field === 'seller' || field === 'buyer') row[`${field}Keeper`] = '';
    found = ticketFromRow(row);
  }
  return { ticket, faults };
}

/** The columns that a rule of an entry as a whole is about. */
const COLUMN_OF: Readonly<Partial<Record<Rejection['code'], string>>> = {
  COUNTERPARTY_SAME: 'buyer',
  FOP_REASON_MISSING: 'fopReason',
  FOP_REASON_UNEXPECTED: 'fopReason',
  INSTRUMENT_MISMATCH: 'instrumentType',
  ISSUE_MATURED: 'isin',
  ISSUE_UNKNOWN: 'isin',
  OFFICE_TRADE_EXISTS: 'reference',
  SETTLEMENT_AMOUNT_WRONG: 'settlementAmount',
  SETTLEMENT_DATE_HOLIDAY: 'settlementDate',
  SETTLEMENT_DATE_PASSED: 'settlementDate',
  SETTLEMENT_DATE_TOO_EARLY: 'settlementDate',
  SETTLEMENT_DATE_TOO_LATE: 'settlementDate',
  TRADE_DATE_FUTURE: 'tradeDate',
  TRADE_DATE_HOLIDAY: 'tradeDate',
};
const SIDE_COLUMN_OF: Readonly<Partial<Record<Rejection['code'], string>>> = {
  ACCOUNT_NOT_OF_HOLDER: 'Account',
  FUND_REQUIRED: 'Fund',
  FUND_UNEXPECTED: 'Fund',
  LOTS_SUM_WRONG: 'Lots',
};

const OTHER: Readonly<Record<SideName, SideName>> = { seller: 'buyer', buyer: 'seller' };
const OF_COUNTERPARTY: ReadonlySet<Rejection['code']> = new Set([
  'COUNTERPARTY_UNKNOWN',
  'COUNTERPARTY_SUSPENDED',
  'COUNTERPARTY_ROLE',
]);

/** Where a fault of an entry shows in its row. */
export const columnOfRule = (side: SideName, { code, params }: Rejection): string => {
  if (OF_COUNTERPARTY.has(code)) return OTHER[side];
  const fundRole = params?.['role'] === 'CUSTODIAN' ? 'Custodian' : 'AssetManager';
  const suffix = code === 'FUND_ROLE' ? fundRole : SIDE_COLUMN_OF[code];
  return suffix === undefined ? (COLUMN_OF[code] ?? 'reference') : `${side}${suffix}`;
};

/** A row of which nothing is the institution's. */
export const notOwn = (): CellFault => ({
  column: 'seller',
  rejection: refuse('PARTY_NOT_ALLOWED').rejection,
});
