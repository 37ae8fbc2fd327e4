import { sentenceOf } from '@bondledger/domain';
import { describe, expect, it } from 'vitest';
import { CSV_PIECE, CSV_PIECE_LINES, LINE_LENGTH_MAX } from '../limits.js';
import { csvColumns, csvSlices, readCsv } from './csv.js';
import { occurrences } from './lines.js';

const COLUMNS = { required: ['a', 'b'], optional: ['c'] };

const reading = (text: string): { good: string[]; faults: string[] } => {
  const { good, faults } = readCsv(text, COLUMNS);
  return {
    good: good.map(({ place, value }) => `${place.line ?? 0} ${Object.values(value).join('|')}`),
    faults: faults.map(({ rejection, line, column, field }) =>
      `${rejection.code} ${line ?? '-'}:${column ?? '-'} ${field ?? ''}`.trimEnd(),
    ),
  };
};

describe('CSV', () => {
  it.each<[what: string, text: string, good: string[], faults: string[]]>([
    ['plain lines', 'a,b\n1,2\n3,4\n', ['2 1|2', '3 3|4'], []],
    ['lines that end in CR LF, or CR', 'a,b\r\n1,2\r3,4\r\n', ['2 1|2', '3 3|4'], []],
    ['no line feed at the end', 'a,b\n1,2', ['2 1|2'], []],
    ['empty lines', 'a,b\n\n1,2\n\n\n3,4\n\n', ['3 1|2', '6 3|4'], []],
    ['line breaks in cells', 'a,b\n1,"2\n3"\n4,5\n', ['2 1|2\n3', '4 4|5'], []],
    ['doubled quotes', 'a,b\n"1 ""x""",2\n', ['2 1 "x"|2'], []],
    ['an optional column', 'c,a,b\n9,1,2\n', ['2 9|1|2'], []],
    ['a cell too few', 'a,b\n1\n3,4\n', ['3 3|4'], ['CSV_MALFORMED 2:2']],
    ['a cell too many', 'a,b\n1,2,3\n3,4\n', ['3 3|4'], ['CSV_MALFORMED 2:3']],
    ['text after a quote', 'a,b\n1,2\n"x"y,3\n4,5\n', ['2 1|2', '4 4|5'], ['CSV_MALFORMED 3:1']],
    ['a quote within a cell', 'a,b\n1,x"2\n3,4\n', ['3 3|4'], ['CSV_MALFORMED 2:2']],
    [
      'a quote that is never closed',
      'a,b\n1,2\n\n6,"7\n8,9\n',
      ['2 1|2', '5 8|9'],
      ['CSV_MALFORMED 4:2'],
    ],
    [
      'several of them',
      'a,b\n1,"\n"2"3,4\n5,6\n\n7\n8,"9"x\n',
      ['4 5|6'],
      ['CSV_MALFORMED 2:2', 'CSV_MALFORMED 3:1', 'CSV_MALFORMED 6:2', 'CSV_MALFORMED 7:2'],
    ],
    ['nothing at all', '', [], ['CSV_MALFORMED 1:1']],
    ['a broken first line', '"a"x,b\n1,2\n', [], ['CSV_MALFORMED 1:1']],
    ['a missing column', 'a\n1\n', [], ['CSV_COLUMN_MISSING 1:- b']],
    ['an unknown column', 'a,b,price\n1,2,3\n', [], ['CSV_COLUMN_UNKNOWN 1:3 price']],
    ['a column named twice', 'a,b,a\n1,2,3\n', [], ['CSV_MALFORMED 1:3 a']],
    ['__proto__', 'a,b,__proto__\n1,2,3\n', [], ['CSV_COLUMN_UNKNOWN 1:3 __proto__']],
    [
      'a column that moves the cursor',
      'a,b,\u001b[2J\n1,2,3\n',
      [],
      ['CSV_COLUMN_UNKNOWN 1:3 ?[2J'],
    ],
  ])('%s', (_, text, good, faults) => {
    expect(reading(text)).toEqual({ good, faults });
  });

  it.each([
    ['a,b\n1\n', '(line 2, column 2) (cells: 1, names in the first line: 2)'],
    ['a,b\n1,x"2\n', '(line 2, column 2) (a quotation mark: ")'],
    ['a,b,a\n1,2,3\n', '(line 1, column 3) (named twice: a)'],
  ])('says of %j what is wrong there', (text, told) => {
    const [fault] = readCsv(text, COLUMNS).faults;
    expect(fault && sentenceOf(fault.rejection, 'en')).toContain(told);
  });

  it('names a column by its composed form only', () => {
    const columns = { required: ['가'], optional: [] };
    expect(readCsv('가\n1\n', columns).faults).toEqual([]);
    const [fault] = readCsv(`${'가'.normalize('NFD')}\n1\n`, columns).faults;
    expect(fault?.rejection.code).toBe('CSV_COLUMN_UNKNOWN');
  });

  it('gives up after fifty broken lines', () => {
    const { faults } = readCsv(`a,b\n${'"x"y,1\n'.repeat(1_500)}`, COLUMNS);
    expect(faults).toHaveLength(50);
  });

  it('reads one row more than it may, however many there are', () => {
    const { good, faults } = readCsv(`a,b\n${'1\n2,3\n'.repeat(1_000)}`, COLUMNS, 10);
    expect([good.length, faults.length]).toEqual([5, 6]);
  });

  it('reads nothing from a line on that is longer than any row', () => {
    const text = `a,b\n1,2\n${','.repeat(30_000)}\n3,4\n`;
    expect(reading(text)).toEqual({ good: ['2 1|2'], faults: ['CSV_MALFORMED 3:1'] });
    const [fault] = readCsv(text, COLUMNS).faults;
    expect(fault?.rejection.params).toMatchObject({ limit: LINE_LENGTH_MAX.toString() });
  });

  it('does not look for the end of a quote for long', () => {
    const text = `a,b\n1,"2\n${'5,6\n'.repeat(30_000)}`;
    const { good, faults } = readCsv(text, COLUMNS);
    expect(good).toHaveLength(30_000);
    expect(faults).toMatchObject([{ line: 2, column: 2 }]);
  });

  it('reads what is longer than a piece as it was written, also around malformed lines', () => {
    const rows = Array.from({ length: 9_000 }, (_, at) => {
      const text = at % 7 === 0 ? `one "${at.toString()}"\ntwo` : at.toString();
      return {
        a: text,
        b: at % 5 === 0 ? ',' : 'plain'.repeat(at % 11),
        isWrong: at % 1_500 === 9,
      };
    });
    const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const lines = rows.map(({ a, b, isWrong }) => (isWrong ? 'x,"y"z' : `${cell(a)},${cell(b)}`));
    const startOf = (at: number): number =>
      ['a,b', ...lines.slice(0, at)].join('\n').split('\n').length + 1;
    const { good, faults } = readCsv(`a,b\n${lines.join('\n')}\n`, COLUMNS);
    const right = rows.filter(({ isWrong }) => !isWrong);
    expect(good.map(({ value }) => [value['a'], value['b']])).toEqual(
      right.map(({ a, b }) => [a, b]),
    );
    expect(good.at(-1)?.place.line).toBe(startOf(8_999));
    expect(faults.map(({ line }) => line)).toEqual(
      [9, 1_509, 3_009, 4_509, 6_009, 7_509].map(startOf),
    );
  });

  /** Turns that others have while lines are told apart; those of the table are one for each row. */
  const turnsFor = (text: string, rows: number): number => {
    const work = csvSlices(text, COLUMNS, 20_000);
    let turns = 0;
    while (work.next().done !== true) turns += 1;
    return turns - rows;
  };

  it.each([
    ['of the wrong width', '1\n'],
    ['of many widths', '1\n1,"2"\n'],
  ])('reads few lines %s at a time, however short they are', (_, lines) => {
    const rows = 10_000;
    const text = `a,b\n${lines.repeat(rows / occurrences(lines, '\n'))}`;
    expect(turnsFor(text, rows)).toBeGreaterThanOrEqual(rows / CSV_PIECE_LINES);
  });

  it('changes the ends of lines piece by piece, and keeps them where a piece ends', () => {
    const text = `a,b\r\n${'1,2\r\n\r'.repeat(9_000)}`;
    expect(turnsFor(text, 9_000)).toBeGreaterThanOrEqual(text.length / CSV_PIECE);
    const lines = readCsv(text, COLUMNS).good.map(({ place }) => place.line);
    expect(lines).toEqual(Array.from({ length: 9_000 }, (_, at) => 2 + 2 * at));
  });

  it('reads no more once there are too many rows', () => {
    const rows = 20_001;
    const turns = turnsFor(`a,b\n${'1\n'.repeat(rows)}`, rows);
    expect(turnsFor(`a,b\n${'1\n'.repeat(1_000_000)}`, rows)).toBe(turns);
  });

  it('says its columns', () => {
    expect(csvColumns('tradeId, side\n1,2\n')).toEqual(['tradeId', 'side']);
    expect(csvColumns('')).toEqual([]);
  });
});
