import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { jsonText } from './json.js';
import { bytesText, decimal, grouped, measured } from './number.js';
import { paintFor } from './paint.js';
import { pairsText, tableText } from './table.js';
import { displayWidth, padEnd, padStart } from './width.js';

const stream = (isTTY: boolean): Writable & { isTTY: boolean } =>
  Object.assign(new Writable(), { isTTY });
const plain = paintFor(stream(false), {});

describe('the width of a text', () => {
  it.each<[text: string, width: number]>([
    ['', 0],
    ['abc', 3],
    ['결제', 4],
    ['결제 OK', 7],
    ['결제'.normalize('NFD'), 4],
    ['（주）', 6],
    ['ﾊﾝｸﾞﾙ', 5],
    ['é', 1],
    ['e\u0301', 1],
    ['\u001b[31m결제\u001b[0m', 4],
    ['█░─✔', 4],
    ['𠀀', 2],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('is what padding goes by', () => {
    expect(padEnd('결제', 6)).toBe('결제  ');
    expect(padStart('결제', 6)).toBe('  결제');
    expect(padEnd('결제', 3)).toBe('결제');
  });
});

describe('numbers', () => {
  it.each([
    [1.23456789, 1.235],
    [0.0004, 0],
    [7, 7],
    [0.1 + 0.2, 0.3],
  ])('a measured %d is %d', (value, rounded) => {
    expect(measured(value)).toBe(rounded);
  });

  it.each<[value: bigint | number | string, text: string]>([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [15_480, '15,480'],
    [12_500_000_000n, '12,500,000,000'],
    [-1234n, '-1,234'],
    ['1000000', '1,000,000'],
  ])('%s is %s', (value, text) => {
    expect(grouped(value)).toBe(text);
  });

  it.each<[value: number, decimals: number, text: string]>([
    [1.5, 2, '1.50'],
    [1234.567, 1, '1,234.6'],
    [0.0004, 3, '0.000'],
    [12.4, 0, '12'],
  ])('%d with %i decimals is %s', (value, decimals, text) => {
    expect(decimal(value, decimals)).toBe(text);
  });

  it.each<[bytes: number, text: string]>([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345_678, '12.3 MB'],
    [5e15, '5,000.0 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});

describe('a table', () => {
  it('aligns Hangul and numbers, and has its totals under the line', () => {
    const columns = [{ title: '상태' }, { title: '건수', align: 'right' as const }];
    const rows = [
      ['결제완료', '1,548'],
      ['거부', '2'],
    ];
    expect(tableText({ columns, rows, foot: ['합계', '1,550'] }, plain)).toBe(
      [
        '상태       건수',
        '────────  ─────',
        '결제완료  1,548',
        '거부          2',
        '────────  ─────',
        '합계      1,550',
        '',
      ].join('\n'),
    );
  });

  it('may be empty', () => {
    expect(tableText({ columns: [{ title: 'A' }], rows: [] }, plain)).toBe('A\n─\n');
  });

  it('of pairs has the values below each other', () => {
    const pairs = [
      ['키', 'a'],
      ['블록', 'b'],
    ] as const;
    expect(pairsText(pairs, plain)).toBe('키    a\n블록  b\n');
  });
});

describe('colours', () => {
  it.each<[what: string, isTTY: boolean, env: Record<string, string>, text: string]>([
    ['a terminal has', true, {}, '\u001b[31mx\u001b[0m'],
    ['a pipe has none', false, {}, 'x'],
    ['NO_COLOR has none', true, { NO_COLOR: '1' }, 'x'],
    ['an empty NO_COLOR says nothing', true, { NO_COLOR: '' }, '\u001b[31mx\u001b[0m'],
    ['a dumb terminal has none', true, { TERM: 'dumb' }, 'x'],
  ])('%s', (_, isTTY, env, text) => {
    expect(paintFor(stream(isTTY), env).red('x')).toBe(text);
  });
});

it('JSON has amounts as decimal strings, and one line feed at the end', () => {
  expect(jsonText({ a: 10n ** 20n })).toBe('{\n  "a": "100000000000000000000"\n}\n');
});
