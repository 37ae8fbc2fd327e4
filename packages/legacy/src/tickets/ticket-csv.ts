import { encodeTerms, type LotWire, type SideName, type SideWire } from '@bondledger/domain';
import { TICKET_COLUMNS, type TicketColumn, type TicketRow } from './ticket-columns.js';
import type { Ticket, TicketInput } from './ticket.js';

/** What spreadsheets recognise UTF-8 by, without which they spoil Hangul. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

const lotText = ({ fundCode, faceAmount, orderNo }: LotWire): string =>
  orderNo === undefined ? `${fundCode}:${faceAmount}` : `${fundCode}:${faceAmount}:${orderNo}`;

type SideCells = Partial<Record<TicketColumn, string>>;

const sideCells = (
  name: SideName,
  side: SideWire | undefined,
  lots: readonly LotWire[] | undefined,
): SideCells => ({
  [`${name}Account`]: side?.account ?? '',
  [`${name}Capacity`]: side?.capacity ?? '',
  [`${name}Fund`]: side?.fund?.code ?? '',
  [`${name}AssetManager`]: side?.fund?.assetManager ?? '',
  [`${name}Custodian`]: side?.fund?.custodian ?? '',
  [`${name}Lots`]: lots?.map(lotText).join(';') ?? '',
});

/** The cells of a ticket, empty where a field is left out. */
export const ticketToRow = (ticket: TicketInput): TicketRow => {
  const cells: SideCells = {
    ...encodeTerms(ticket.terms),
    ...sideCells('seller', ticket.sellerSide, ticket.sellerLots),
    ...sideCells('buyer', ticket.buyerSide, ticket.buyerLots),
  };
  const entries = TICKET_COLUMNS.map((column) => [column, cells[column] ?? '']);
  return Object.fromEntries(entries) as TicketRow;
};

const quoted = (cell: string): string =>
  NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/**
 * The tickets as CSV (RFC 4180): UTF-8 with a byte order mark, a line of column names, commas,
 * lines that end in CR LF.
 */
export const ticketsToCsv = (tickets: readonly Ticket[]): string => {
  const lines = [TICKET_COLUMNS.join(',')];
  for (const ticket of tickets) {
    const row = ticketToRow(ticket);
    lines.push(TICKET_COLUMNS.map((column) => quoted(row[column])).join(','));
  }
  return BYTE_ORDER_MARK + lines.join(LINE_END) + LINE_END;
};
