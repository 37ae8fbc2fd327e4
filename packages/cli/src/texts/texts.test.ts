import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { counted, isLanguage, languageOf, speak } from './language.js';

const SOURCES = fileURLToPath(new URL('../', import.meta.url));
const FILES = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
const CATALOGUES = FILES.filter((path) => /^texts\/(?!language)/.test(path));

type Text = string | ((...words: string[]) => string);

interface Entry {
  readonly name: string;
  readonly en: Text;
  readonly ko: Text;
}

async function entries(): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (const path of CATALOGUES) {
    const module = (await import(join(SOURCES, path))) as Record<string, Record<string, Entry>>;
    for (const [catalogue, each] of Object.entries(module)) {
      for (const [name, { en, ko }] of Object.entries(each)) {
        found.push({ name: `${catalogue}.${name}`, en, ko });
      }
    }
  }
  return found;
}

const WORDS = ['A1', 'B2', 'C3', 'D4'];
const said = (text: Text): string => (typeof text === 'string' ? text : text(...WORDS));
const HANGUL = /[가-힣ㄱ-ㅎㅏ-ㅣ]/;

/** Names that both languages share, and units. */
const ALIKE = new Set(['DOCTOR_TEXTS.node', 'TRADE_TEXTS.CD', 'TRADE_TEXTS.CP']);

describe('every text', async () => {
  const all = await entries();

  it('is found', () => {
    expect(CATALOGUES.length).toBeGreaterThan(8);
    expect(all.length).toBeGreaterThan(250);
  });

  it.each(all)('$name says the same words in both languages', ({ name, en, ko }) => {
    expect(said(en).trim()).not.toBe('');
    expect(typeof ko).toBe(typeof en);
    if (!ALIKE.has(name)) expect(said(ko)).toMatch(HANGUL);
    for (const word of WORDS) expect(said(ko).includes(word)).toBe(said(en).includes(word));
    expect(said(ko)).toBe(said(ko).normalize('NFC'));
  });

  it("is in English where it should be, but for the market's own words", () => {
    const mixed = all.filter(({ en }) => HANGUL.test(said(en).replace(/\([가-힣 ]+\)/g, '')));
    expect(mixed.map(({ name }) => name)).toEqual([]);
  });
});

/** Two words and more between quotes, outside of the catalogue. */
const SENTENCE = /(['"`])[^'"`]*[A-Za-z]{2,} [A-Za-z]{2,}[^'"`]*\1/;
/** Comments, imports, and command lines: these are the same in every language. */
const NO_TEXT =
  /^\s*(?:\/?\*|\/\/|import |export .* from )| --[a-z]|npx |['"`](?:trade|ledger) [a-z]+ ?/;

describe('the sources', () => {
  const others = FILES.filter((path) => !path.startsWith('texts/'));

  it.each(others)('%s has no text of its own', (path) => {
    const lines = readFileSync(join(SOURCES, path), 'utf8').split('\n');
    const texts = lines.filter(
      (line) => HANGUL.test(line) || (SENTENCE.test(line) && !NO_TEXT.test(line)),
    );
    expect(texts).toEqual([]);
  });
});

describe('the language', () => {
  it.each<[env: Record<string, string>, language: string]>([
    [{}, 'en'],
    [{ LANG: 'ko_KR.UTF-8' }, 'ko'],
    [{ LANG: 'ko' }, 'ko'],
    [{ LANG: 'kok_IN' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'ko_KR.UTF-8' }, 'ko'],
    [{ LANG: 'ko_KR.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'ko_KR.UTF-8', LC_ALL: '' }, 'ko'],
  ])('of %j is %s', (env, language) => {
    expect(languageOf(env)).toBe(language);
  });

  it('is one of two', () => {
    expect(['ko', 'en', 'de', ''].filter(isLanguage)).toEqual(['ko', 'en']);
  });

  it('is spoken by name', () => {
    const catalogue = { hello: { en: 'Hello', ko: '안녕' } } as const;
    expect(speak(catalogue, 'ko').hello).toBe('안녕');
    expect(speak(catalogue, 'en').hello).toBe('Hello');
  });
});

describe('a number in English', () => {
  it.each([
    ['0', '0 trades'],
    ['1', '1 trade'],
    ['1,548', '1,548 trades'],
  ])('%s', (number, text) => {
    expect(counted(number, 'trade')).toBe(text);
  });
});
