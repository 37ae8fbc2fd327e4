import { describe, expect, it } from 'vitest';
import { isMarkdown, isSource, read, writtenFiles } from './support/repository.js';
import {
  findBadName,
  findBanned,
  findLongFunctions,
  findTooLarge,
  findWideLines,
} from './support/tidy.js';

const FILES = writtenFiles();
const TEXTS = FILES.filter(
  (path) =>
    /\.(ts|mjs|cjs|js|md|json|ya?ml|csv)$|^\.ci\//.test(path) && path !== 'package-lock.json',
);
const SOURCES = FILES.filter(isSource);

describe('every source', () => {
  it('is found at all', () => {
    expect(SOURCES).toContain('packages/domain/src/error/codes.ts');
    expect(SOURCES).toContain('test/repository.test.ts');
    expect(SOURCES).toContain('scripts/test.mjs');
    expect(TEXTS.filter(isMarkdown)).toContain('README.md');
  });

  it('is small', () => {
    expect(SOURCES.flatMap((path) => findTooLarge(path, read(path)))).toEqual([]);
  });

  it('has no line that is too wide', () => {
    expect(SOURCES.flatMap((path) => findWideLines(path, read(path)))).toEqual([]);
  });

  it('has no function that is too long', () => {
    expect(SOURCES.flatMap((path) => findLongFunctions(path, read(path)))).toEqual([]);
  });

  it('is named in kebab-case', () => {
    expect(SOURCES.flatMap(findBadName)).toEqual([]);
  });
});

describe('every text', () => {
  it('names no machine, leaves no marks behind and switches no rule off', () => {
    expect(TEXTS.flatMap((path) => findBanned(path, read(path)))).toEqual([]);
  });

  it('ends with one line feed and has no tabs or carriage returns', () => {
    const untidy = TEXTS.filter((path) => !path.startsWith('vectors/')).filter((path) => {
      const text = read(path);
      return /[\t\r]/.test(text) || !/[^\n]\n$/.test(text);
    });
    expect(untidy).toEqual([]);
  });
});

/** Each line in two halves, so that this table does not break the rules it tests. */
const BROKEN: readonly (readonly [path: string, halves: readonly string[], what: string])[] = [
  ['README.md', ['see /wo', 'rk/notes'], 'a path of one machine'],
  ['packages/cli/src/a.ts', ["const a = '/ro", "ot/a';"], 'a path of one machine'],
  ['packages/cli/src/a.ts', ['// TO', 'DO later'], 'a leftover mark'],
  ['docs/en/a.md', ['FIX', 'ME'], 'a leftover mark'],
  ['packages/sdk/src/a.ts', ['console', '.log(1);'], 'output from a library'],
  ['packages/sdk/src/a.test.ts', ['it.on', "ly('a', f);"], 'a test left out'],
  ['packages/sdk/src/a.test.ts', ['describe.sk', "ip('a', f);"], 'a test left out'],
  ['packages/sdk/src/a.ts', ['// eslint-', 'disable-next-line'], 'a rule switched off'],
  ['packages/sdk/src/a.ts', ['// @ts-', 'ignore'], 'a rule switched off'],
  ['packages/sdk/src/a.ts', ['f(a as ', 'any);'], 'a type thrown away'],
  ['packages/sdk/src/a.ts', ['f(a as unknown ', 'as B);'], 'a type thrown away'],
];

describe('the rules themselves', () => {
  it.each(BROKEN)('in %s, %j is %s', (path, halves, what) => {
    expect(findBanned(path, `fine\n${halves.join('')}`)).toEqual([`${path}:2 ${what}`]);
  });

  it.each([
    ['packages/cli/src/a.ts', 'console.log(1);'],
    ['packages/sdk/src/a.test.ts', 'console.log(seed);'],
    ['packages/sdk/src/a.ts', "join(tmpdir(), 'a'); // https://example.com/home/a"],
    ['packages/sdk/src/a.ts', 'as company, as unknown'],
  ])('in %s, %s is fine', (path, line) => {
    expect(findBanned(path, line)).toEqual([]);
  });

  it('measure files, lines and functions', () => {
    expect(findTooLarge('a.ts', 'a'.repeat(20_480))).toEqual([]);
    expect(findTooLarge('a.ts', '가'.repeat(6_827))).toEqual(['a.ts has 20481 bytes']);
    expect(findWideLines('a.ts', `${'가'.repeat(100)}\n${'a'.repeat(101)}`)).toEqual([
      'a.ts:2 has 101 columns',
    ]);
    const body = (lines: number): string => `{\n${'  work();\n'.repeat(lines - 2)}}`;
    expect(findLongFunctions('a.ts', `function a() ${body(70)}`)).toEqual([]);
    expect(findLongFunctions('a.ts', `\nconst a = () => ${body(71)};`)).toEqual([
      'a.ts:2 a function of 71 lines',
    ]);
    expect(findLongFunctions('a.ts', `class A { a() ${body(71)} }`)).toHaveLength(1);
    expect(findLongFunctions('a.test.ts', `describe('a', () => ${body(71)});`)).toEqual([]);
    expect(findLongFunctions('a.test.ts', `it('a', () => ${body(71)});`)).toHaveLength(1);
  });

  it.each(['a.ts', 'trade-store.test.ts', '.dependency-cruiser.cjs'])(
    '%s is a good name',
    (name) => {
      expect(findBadName(`test/${name}`)).toEqual([]);
    },
  );

  it.each(['tradeStore.ts', 'Trade.ts', 'trade_store.ts', '-a.ts'])('%s is a bad name', (name) => {
    expect(findBadName(`test/${name}`)).toHaveLength(1);
  });
});
