import { refuse, accept, type Rejection, type Result } from '@bondledger/domain';
import {
  csvSlices,
  readTable,
  type Cells,
  type Columns,
  type CsvReading,
  type Line,
} from '../files/csv.js';
import { textSlices, type Encoding } from '../files/decode-text.js';
import type { Fault } from '../files/fault.js';
import { inSlices, type Slices } from '../files/slices.js';
import {
  IMPORT_ROWS_MAX,
  PREVIEW_BAD_ROWS,
  PREVIEW_CELL,
  PREVIEW_ROWS,
  TRADE_FILE_BYTES_MAX,
} from '../limits.js';
import { checkEntry, entriesOf, type OfficeEntry } from '../office/entry.js';
import { OPTIONAL_TICKET_COLUMNS, TICKET_COLUMNS } from '../tickets/ticket-columns.js';
import { readXlsx } from '../xlsx/read-xlsx.js';
import { columnOfRule, notOwn, readRow, type CellFault } from './row-faults.js';

/** What is wrong with an entry by rules that need more than itself: is its issue registered? */
export type EntryCheck = (entry: OfficeEntry) => Rejection | undefined;

export interface ImportWish {
  readonly format: 'csv' | 'xlsx';
  /** Of a CSV file; found out where it is left out. */
  readonly encoding?: Encoding | undefined;
  /** Gathers what is known about all entries, and then says what is wrong with one of them. */
  readonly check?: (entries: readonly OfficeEntry[]) => Promise<EntryCheck>;
}

export interface PreviewRow {
  /** Of the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly faults: readonly CellFault[];
}

/** What a file would bring: nothing is captured yet. */
export interface Preview {
  readonly format: 'csv' | 'xlsx';
  readonly encoding?: Encoding;
  readonly columns: readonly string[];
  readonly total: number;
  readonly good: number;
  readonly bad: number;
  /** The first rows, and wrong ones up to a limit. */
  readonly rows: readonly PreviewRow[];
}

export interface ReadImport {
  readonly preview: Preview;
  /** Of the good rows. */
  readonly entries: readonly OfficeEntry[];
}

const COLUMNS: Columns = {
  required: TICKET_COLUMNS.filter((name) => !OPTIONAL_TICKET_COLUMNS.includes(name)),
  optional: OPTIONAL_TICKET_COLUMNS,
};

/**
 * Reads a file of trades for an institution's books: which rows are good, and what is wrong with
 * which cell of the others. However large it is, others have their turn meanwhile.
 *
 * @returns FILE_TOO_LARGE; CSV_MALFORMED where the bytes are no text; XLSX_MALFORMED
 */
export async function readImport(
  institution: string,
  file: Uint8Array,
  wish: ImportWish,
): Promise<Result<ReadImport>> {
  if (file.length > TRADE_FILE_BYTES_MAX) {
    return tooLarge(`${(TRADE_FILE_BYTES_MAX / 1_000_000).toString()} MB`);
  }
  const table = await (wish.format === 'csv' ? csvTable(file, wish.encoding) : xlsxTable(file));
  if (!table.ok) return table;
  const { good, faults, encoding } = table.value;
  if (good.length + faults.length > IMPORT_ROWS_MAX) return tooLarge(IMPORT_ROWS_MAX.toString());
  const rows = await inSlices(readRows(institution, table.value));
  const check = await wish.check?.(rows.flatMap(({ entries }) => entries));
  const read = await inSlices(judgeRows(institution, table.value, rows, check));
  const { format } = wish;
  const told = encoding === undefined ? { format } : { format, encoding };
  return accept({ preview: { ...told, ...read.preview }, entries: read.entries });
}

const tooLarge = (limit: string): ReturnType<typeof refuse> => refuse('FILE_TOO_LARGE', { limit });

/** A table as it was read; a workbook has no encoding of its own. */
interface Table extends CsvReading {
  readonly encoding?: Encoding;
}

async function csvTable(file: Uint8Array, told: Encoding | undefined): Promise<Result<Table>> {
  const decoded = await inSlices(textSlices(file, told));
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const read = await inSlices(csvSlices(text, COLUMNS, IMPORT_ROWS_MAX));
  return accept({ ...read, encoding });
}

async function xlsxTable(file: Uint8Array): Promise<Result<Table>> {
  const sheet = await readXlsx(file);
  if (!sheet.ok) return sheet;
  const records = sheet.value.flatMap((row, at): Line[] => {
    // What is empty at the end of a row is not there.
    const width = row.findLastIndex((cell) => cell !== '') + 1;
    return width === 0 ? [] : [{ line: at + 1, cells: row.slice(0, width) }];
  });
  const width = records[0]?.cells.length ?? 0;
  const padded = records.map(({ line, cells }) => ({
    line,
    cells: [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')],
  }));
  return accept(await inSlices(readTable({ records: padded, faults: [] }, COLUMNS)));
}

/** A sign that keeps a spreadsheet from taking a text for a formula: it is not of the text. */
const GUARD = /^'(?=[=+\-@\t\r])/;

/** A row that is one, before it is held against any rule. */
interface Row {
  readonly line: number;
  readonly cells: Cells;
  /** The institution's own part of it; nothing where cells are wrong. */
  readonly entries: readonly OfficeEntry[];
  readonly wrong: readonly CellFault[];
}

function* readRows(institution: string, { columns, good }: CsvReading): Slices<readonly Row[]> {
  const rows: Row[] = [];
  for (const { place, value } of good) {
    yield;
    const cells: Record<string, string> = { ...value };
    for (const [name, cell] of Object.entries(value)) cells[name] = cell.replace(GUARD, '');
    const { ticket, faults: wrong } = readRow(columns, cells);
    const entries = ticket.ok ? entriesOf(institution, ticket.value) : [];
    rows.push({ line: place.line ?? 0, cells, entries, wrong });
  }
  return rows;
}

function* judgeRows(
  institution: string,
  { columns, faults }: CsvReading,
  read: readonly Row[],
  check: EntryCheck | undefined,
): Slices<{ preview: Omit<Preview, 'format' | 'encoding'>; entries: OfficeEntry[] }> {
  const seen = new Set<string>();
  const entries: OfficeEntry[] = [];
  const rows: PreviewRow[] = faults.map((fault) => malformed(columns, fault));
  let right = 0;
  for (const { line, cells, entries: own, wrong } of read) {
    yield;
    const found = wrong.length > 0 ? wrong : ruleFaults(institution, own, seen, check);
    if (found.length === 0) {
      right += 1;
      entries.push(...own);
    }
    if (found.length > 0 || rows.length < PREVIEW_ROWS) {
      const shown = columns.map((name) => (cells[name] ?? '').slice(0, PREVIEW_CELL));
      rows.push({ line, cells: shown, faults: found });
    }
  }
  const total = read.length + faults.length;
  return {
    preview: { columns, total, good: right, bad: total - right, rows: shownOf(rows) },
    entries,
  };
}

function ruleFaults(
  institution: string,
  entries: readonly OfficeEntry[],
  seen: Set<string>,
  check: EntryCheck | undefined,
): readonly CellFault[] {
  if (entries.length === 0) return [notOwn()];
  return entries.flatMap((entry) => {
    const { role, side, terms } = entry;
    const key = [role, side, terms.seller, terms.reference, terms.tradeDate].join('|');
    const rejection =
      checkEntry(institution, entry) ??
      check?.(entry) ??
      (seen.has(key)
        ? refuse('OFFICE_TRADE_EXISTS', { reference: terms.reference }).rejection
        : undefined);
    seen.add(key);
    return rejection === undefined ? [] : [{ column: columnOfRule(side, rejection), rejection }];
  });
}

/** A line that is no row of the table, or a column that the table should have or not. */
const malformed = (columns: readonly string[], fault: Fault): PreviewRow => {
  const { line = 1, column, field, rejection } = fault;
  const name = field ?? columns[(column ?? 0) - 1] ?? column?.toString() ?? '';
  return { line, cells: [], faults: [{ column: name, rejection }] };
};

/** In the order of the file: the first rows, and wrong ones up to a limit. */
function shownOf(rows: readonly PreviewRow[]): readonly PreviewRow[] {
  const ordered = rows.toSorted((a, b) => a.line - b.line);
  let bad = 0;
  return ordered.filter(({ faults }, at) => {
    if (faults.length > 0) bad += 1;
    return at < PREVIEW_ROWS || (faults.length > 0 && bad <= PREVIEW_BAD_ROWS);
  });
}
