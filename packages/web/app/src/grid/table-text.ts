import type { Column } from './column.js';

const FORMULA = /^[=+@\t]|^-(?!\d)/;

/** A cell for a spreadsheet: text of others is never run as a formula. */
function cell(text: string): string {
  const plain = text.replace(/[\t\r\n]+/g, ' ');
  return FORMULA.test(plain) ? `'${plain}` : plain;
}

/** Rows as a table that spreadsheets take: tabs between, titles first. */
export function tableText<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const shown = columns.filter(({ title }) => title !== '');
  const head = shown.map(({ title }) => cell(title)).join('\t');
  const lines = rows.map((row) => shown.map((column) => cell(column.text(row))).join('\t'));
  return [head, ...lines].join('\n');
}

/** What was copied in a spreadsheet: lines of cells, without the empty line at the end. */
export const tableOf = (text: string): string[][] =>
  text
    .replace(/\r/g, '')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t').map((each) => each.trim()));

const quoted = (cell: string): string =>
  /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** A table as a CSV file's text. */
export const csvText = (table: readonly (readonly string[])[]): string =>
  table.map((line) => line.map(quoted).join(',')).join('\n');
