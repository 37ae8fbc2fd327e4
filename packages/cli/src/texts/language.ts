import type { Language } from '@bondledger/domain';

/** One text in both languages: a sentence, or a function that puts words into one. */
interface Both<T> {
  readonly en: T;
  readonly ko: T;
}

type Texts = Readonly<Record<string, Both<string> | Both<(...words: never[]) => string>>>;

/** The texts of one language, by their names. */
export type Spoken<T extends Texts> = { readonly [K in keyof T]: T[K][Language] };

/** Checks that a catalogue has both languages, and leaves its exact type. */
export const texts = <const T extends Texts>(catalogue: T): T => catalogue;

/** A catalogue in one language. */
export const speak = <T extends Texts>(catalogue: T, language: Language): Spoken<T> => {
  const entries = Object.entries(catalogue).map(([name, both]) => [name, both[language]]);
  return Object.fromEntries(entries) as Spoken<T>;
};

/** A number and what there are so many of, in English: `1 trade`, `1,548 trades`. */
export const counted = (number: string, one: string): string =>
  `${number} ${one}${number === '1' ? '' : 's'}`;

const LOCALES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** Korean where the first locale that is set is Korean, else English. */
export const languageOf = (env: Readonly<Record<string, string | undefined>>): Language => {
  const locale = LOCALES.map((name) => env[name]).find(
    (value) => value !== undefined && value !== '',
  );
  return locale !== undefined && /^ko(?:[_.@-]|$)/i.test(locale) ? 'ko' : 'en';
};

export const isLanguage = (text: string): text is Language => text === 'en' || text === 'ko';
