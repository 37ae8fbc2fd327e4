export { csvColumns, readCsv, type Cells, type Columns, type CsvReading } from './files/csv.js';
export { decodeText, ENCODINGS, type Encoding } from './files/decode-text.js';
export { faultAt, type Fault, type Place, type Placed, type Reading } from './files/fault.js';
export { readTicketCsv } from './tickets/read-ticket-csv.js';
export type { Ticket, TicketInput } from './tickets/ticket.js';
export {
  OPTIONAL_TICKET_COLUMNS,
  TICKET_COLUMNS,
  type TicketColumn,
  type TicketRow,
} from './tickets/ticket-columns.js';
export { ticketsToCsv, ticketToRow } from './tickets/ticket-csv.js';
export { ticketFromRow } from './tickets/ticket-row.js';
export {
  checkEntry,
  entriesOf,
  type OfficeEntry,
  type OfficeRole,
  type OfficeRow,
  type OfficeState,
} from './office/entry.js';
export { OfficeStore, officeSchema, type OfficeChange } from './office/office-store.js';
export type { OfficeConditions, OfficeSort, OfficeTotals } from './office/query.js';
export type { LedgerTrade, SubmitOutcome, TradeName } from './office/states.js';
export {
  readImport,
  type EntryCheck,
  type ImportWish,
  type Preview,
  type ReadImport,
} from './import/read-import.js';
export { csvSheet } from './export/csv-sheet.js';
export type { SheetColumn } from './export/sheet.js';
export { ownTicket, ticketFile } from './export/ticket-sheet.js';
export { xlsxSheet } from './export/xlsx-sheet.js';
