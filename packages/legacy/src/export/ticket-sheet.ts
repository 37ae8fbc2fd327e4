import type { TicketInput } from '../tickets/ticket.js';
import { TICKET_COLUMNS, type TicketColumn } from '../tickets/ticket-columns.js';
import { ticketToRow } from '../tickets/ticket-csv.js';
import { csvSheet } from './csv-sheet.js';
import type { CellKind, SheetColumn } from './sheet.js';
import { xlsxSheet } from './xlsx-sheet.js';

const kindOf = (column: TicketColumn): CellKind => {
  if (column === 'tradeDate' || column === 'settlementDate') return 'date';
  return column.endsWith('Amount') || column === 'unitPrice' ? 'amount' : 'text';
};

const COLUMNS = TICKET_COLUMNS.map((column): SheetColumn<TicketInput> => ({
  title: { ko: column, en: column },
  width: Math.max(12, column.length + 2),
  kind: kindOf(column),
  value: (ticket) => ticketToRow(ticket)[column],
}));

/** What an institution's own file has of a trade: the other side is left out. */
export function ownTicket(institution: string, ticket: TicketInput): TicketInput | undefined {
  const { terms } = ticket;
  const has = (side: 'seller' | 'buyer'): boolean =>
    terms[side] === institution || ticket[`${side}Side`]?.fund?.assetManager === institution;
  const parts = (['seller', 'buyer'] as const).filter(has).map((side) => ({
    ...(ticket[`${side}Side`] && { [`${side}Side`]: ticket[`${side}Side`] }),
    ...(ticket[`${side}Lots`] && { [`${side}Lots`]: ticket[`${side}Lots`] }),
  }));
  return parts.length === 0 ? undefined : (Object.assign({ terms }, ...parts) as TicketInput);
}

/** A file of tickets that an import takes, as bytes. */
export async function ticketFile(
  tickets: Iterable<TicketInput>,
  format: 'csv' | 'xlsx',
): Promise<Uint8Array> {
  if (format === 'xlsx') return xlsxSheet(COLUMNS, tickets, 'en');
  const pieces: Buffer[] = [];
  for await (const piece of csvSheet(COLUMNS, tickets, 'en')) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
