import type { Language } from '@bondledger/domain';
import { EXPORT_PIECE } from '../limits.js';
import { inPieces, type Rows, type SheetColumn } from './sheet.js';

/** What spreadsheets recognise UTF-8 by, without which they spoil Hangul. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
/** How a text begins that a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/;

/** A cell by RFC 4180. What a spreadsheet would run gets an apostrophe before it. */
export function csvCell(cell: string): string {
  const safe = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Rows as CSV (RFC 4180), piece by piece: UTF-8 with a byte order mark, a line of titles, lines
 * that end in CR LF.
 */
export async function* csvSheet<T>(
  columns: readonly SheetColumn<T>[],
  rows: Rows<T>,
  language: Language,
): AsyncGenerator<string> {
  const line = (cells: readonly string[]): string => cells.map(csvCell).join(',') + LINE_END;
  yield BYTE_ORDER_MARK + line(columns.map(({ title }) => title[language]));
  for await (const piece of inPieces(rows, EXPORT_PIECE)) {
    yield piece.map((row) => line(columns.map(({ value }) => value(row, language) ?? ''))).join('');
  }
}
