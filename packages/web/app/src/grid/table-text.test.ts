import { expect, it } from 'vitest';
import type { Column } from './column.js';
import { tableOf, tableText } from './table-text.js';

const column = (title: string, text: (row: string) => string): Column<string> => ({
  id: title,
  title,
  width: 10,
  rank: 0,
  draw: text,
  text,
});

it('is a table with titles, without the columns that have none', () => {
  const columns = [column('', () => 'x'), column('번호', (row) => row), column('원', () => '100')];
  expect(tableText(columns, ['A', 'B'])).toBe('번호\t원\nA\t100\nB\t100');
});

it.each(['=HYPERLINK("x")', '+1', '@a', '-a'])('does not hand over %s as a formula', (text) => {
  expect(tableText([column('번호', (row) => row)], [text])).toBe(`번호\n'${text}`);
});

it('leaves a negative figure a figure', () => {
  expect(tableText([column('원', (row) => row)], ['-120'])).toBe('원\n-120');
});

it('reads what a spreadsheet copied', () => {
  expect(tableOf('a\tb\r\n1\t 2\r\n')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});
