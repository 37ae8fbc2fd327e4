import { ESLint, type Linter } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './support/repository.js';

const GLOBAL = 'no-restricted-globals';
const SYNTAX = 'no-restricted-syntax';
const IMPORT = 'no-restricted-imports';
const DIVISION = 'local/no-float-division';

/** One line of a pure package, and the rule that refuses it. */
const FORBIDDEN: readonly (readonly [line: string, rule: string])[] = [
  ['export const a1 = (): unknown => new Date();', GLOBAL],
  ['export const a2 = (): number => Date.now();', GLOBAL],
  ['export const a3 = (): number => performance.now();', GLOBAL],
  ['export const a4 = (): unknown => setTimeout(Boolean, 1);', GLOBAL],
  ['export const a5 = (): unknown => setInterval(Boolean, 1);', GLOBAL],
  ['export const a6 = (): unknown => setImmediate(Boolean);', GLOBAL],
  ['export const b1 = (): number => Math.random();', SYNTAX],
  ['export const b2 = (): unknown => crypto.getRandomValues(new Uint8Array(1));', GLOBAL],
  ["export const b3 = (): number => Math['random']();", SYNTAX],
  ['export const b4 = (): number => { const { random } = Math; return random(); };', SYNTAX],
  ["export const c1 = (): unknown => process.env['TZ'];", GLOBAL],
  ['export const c2 = (): unknown => globalThis;', GLOBAL],
  ["export const c3 = (): unknown => Buffer.from('a');", GLOBAL],
  ["export const c4 = (): void => { console.log('a'); };", GLOBAL],
  ["export const c5 = (): unknown => fetch('http://localhost');", GLOBAL],
  ['export const c6 = (): unknown => new WeakRef({});', GLOBAL],
  ['export const c7 = (): unknown => import.meta.url;', SYNTAX],
  ["export const c8 = (): unknown => import('node:fs');", SYNTAX],
  ["import { readFileSync } from 'node:fs'; export const c9 = readFileSync;", IMPORT],
  ["import { hostname } from 'os'; export const c10 = hostname;", IMPORT],
  ["import { hash } from 'node:crypto'; export const c11 = hash;", IMPORT],
  ["export const d1 = (): unknown => new Intl.NumberFormat('ko');", GLOBAL],
  ['export const d2 = (n: bigint): string => n.toLocaleString();', SYNTAX],
  ['export const d3 = (s: string): string => s.toLocaleLowerCase();', SYNTAX],
  ["export const d4 = (s: string): number => s.localeCompare('a');", SYNTAX],
  ['export const e1 = 0.5;', SYNTAX],
  ['export const e2 = .5;', SYNTAX],
  ['export const e3 = 1e6;', SYNTAX],
  ['export const e4 = 1.;', SYNTAX],
  ['export const e5 = (n: number): number => n / 2;', DIVISION],
  ['export const e6 = (n: number): number => { let m = n; m /= 2; return m; };', DIVISION],
  ['export const e19 = (n: number): number => (n / 2) | 1;', DIVISION],
  ["export const e7 = (s: string): number => parseFloat(s + '');", GLOBAL],
  ["export const e8 = (s: string): number => Number.parseFloat(s + '');", SYNTAX],
  ['export const e9 = (n: number): number => Math.round(n);', SYNTAX],
  ['export const e10 = (n: number): number => Math.floor(n);', SYNTAX],
  ['export const e11 = (n: number): number => Math.sqrt(n);', SYNTAX],
  ['export const e12 = (n: bigint): number => Number(n);', SYNTAX],
  ['export const e13 = (s: string): number => Number(s);', SYNTAX],
  ['export const e14 = (s: string[]): number[] => s.map(Number);', SYNTAX],
  ['export const e15 = (s: string): number => +s;', SYNTAX],
  ['export const e16 = (n: number): string => n.toFixed(2);', SYNTAX],
  ['export const e17 = (): unknown => new Float64Array(1);', GLOBAL],
  ['export const e18 = <T extends number>(n: T): number => n / n;', DIVISION],
  ['export const f1 = (o: object): void => { for (const key in o) f2.push(key); };', SYNTAX],
  ["export enum G { A = 'a' }", SYNTAX],
  ['export default 1;', SYNTAX],
  ["export * from './codes.js';", SYNTAX],
  [
    'export const g1 = (p: Promise<void>): void => { p; };',
    '@typescript-eslint/no-floating-promises',
  ],
  ['export const g2 = (p: any): unknown => p;', '@typescript-eslint/no-explicit-any'],
];

/** What a pure package does do. */
const ALLOWED: readonly string[] = [
  'export const f2: string[] = [];',
  'export const h1 = (n: bigint): bigint => n / 10_000n;',
  'export const h2 = <T extends bigint>(n: T, m: T): bigint => n / m;',
  "export const h3 = (s: string): string => s.normalize('NFC');",
  'export const h4 = (n: number): number => Math.max(n, Math.abs(1), 0xe1);',
  'export const h5 = (s: string): number => Number.parseInt(s, 10);',
  'export const h6 = (n: bigint): number => Number(BigInt.asUintN(32, n));',
  "export const h7 = (s: string): boolean => s < 'a' && /^[0-9.]+e1$/.test(s) && s !== '1.5';",
  'export const h8 = (n: number): number => (n >> 1) + (n % 3) * 10_000;',
  'export const h11 = (n: number): number => (n / 3) | 0;',
  'export const h9 = (n: bigint): Uint8Array => new TextEncoder().encode(`a${n}`);',
  'export const h10 = (o: object): string[] => Object.keys(o).sort();',
];

const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: {
    files: ['**/*.ts'],
    // On a build machine the parser would take the text on disk for the one given here.
    languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } },
  },
});

/** Lints lines as if they were the text of an existing file; the messages of each line. */
async function lintAs(filePath: string, lines: readonly string[]) {
  const [result] = await eslint.lintText(lines.join('\n'), { filePath: `${ROOT}${filePath}` });
  const messages: Linter.LintMessage[] = result?.messages ?? [];
  expect(messages.filter((message) => message.fatal)).toEqual([]);
  return lines.map((_, index) =>
    messages.filter((message) => message.line === index + 1).map((message) => message.ruleId),
  );
}

const DOMAIN = 'packages/domain/src/error/rejection.ts';
const CONTRACT = 'packages/contract/src/index.ts';
const NODE_CRYPTO = 'packages/contract/src/crypto/node-crypto.ts';

describe.each([DOMAIN, CONTRACT])('%s', (path) => {
  let forbidden: (string | null)[][] = [];
  let allowed: (string | null)[][] = [];

  beforeAll(async () => {
    forbidden = await lintAs(
      path,
      FORBIDDEN.map(([line]) => line),
    );
    allowed = await lintAs(path, ALLOWED);
  }, 120_000);

  it.each(FORBIDDEN.map(([line, rule], index) => ({ line, rule, index })))(
    'refuses $line',
    ({ rule, index }) => {
      expect(forbidden[index]).toContain(rule);
    },
  );

  it.each(ALLOWED.map((line, index) => ({ line, index })))('allows $line', ({ index }) => {
    expect(allowed[index]).toEqual([]);
  });
});

describe('the crypto port bound to Node', () => {
  it('may import node:crypto, and nothing else of Node', async () => {
    const lines = [
      "import { hash } from 'node:crypto'; export const a = hash;",
      "import { hostname } from 'node:os'; export const b = hostname;",
      'export const c = (): number => Math.random();',
      "export const d = (): Uint8Array => Buffer.from('d');",
      'export const e = (): number => Date.now();',
    ];
    const expected = [[], [IMPORT], [SYNTAX], [], [GLOBAL]];
    expect(await lintAs(NODE_CRYPTO, lines)).toEqual(expected);
  }, 120_000);
});

describe('the other packages', () => {
  it('may read the clock and divide, and may not leave a promise behind', async () => {
    const lines = [
      'export const a = (): number => Date.now() / 2;',
      'export const b = (p: Promise<void>): void => { p; };',
      "export const c = (): void => { console.log('a'); };",
    ];
    const [a, b, c] = await lintAs('packages/ledger/src/index.ts', lines);
    expect(a).toEqual([]);
    expect(b).toContain('@typescript-eslint/no-floating-promises');
    expect(c).toContain('no-console');
  }, 120_000);
});
