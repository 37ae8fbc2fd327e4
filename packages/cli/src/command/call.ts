import { isIsoDate, type Language, type Rejection, sentenceOf } from '@bondledger/domain';
import { resolve } from 'node:path';
import type { Io } from '../io/io.js';
import { jsonText } from '../output/json.js';
import { paintFor, type Paint } from '../output/paint.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import { UsageError } from './usage-error.js';

/** The ends of a range of dates that was left open. */
export const EARLIEST = '0000-00-00';
export const LATEST = '9999-99-99';

/** One call of a command: what was asked, and where to answer. */
export class Call {
  readonly json: boolean;
  /** For stdout. */
  readonly paint: Paint;
  readonly #ends: (() => Promise<unknown>)[] = [];

  constructor(
    readonly io: Io,
    readonly language: Language,
    readonly operands: readonly string[],
    readonly options: Readonly<Record<string, unknown>>,
  ) {
    this.json = options['json'] === true;
    this.paint = paintFor(io.stdout, io.env);
  }

  /** What is to be done when the command is over, however it ended. */
  atEnd(work: () => Promise<unknown>): void {
    this.#ends.push(work);
  }

  /** Of whoever ran the command. */
  async end(): Promise<void> {
    for (const work of this.#ends.splice(0)) await work();
  }

  /** A result: JSON for scripts, or text for people, but never both. */
  answer(result: unknown, text: () => string): void {
    this.io.stdout.write(this.json ? jsonText(result) : text());
  }

  /** A line for people beside the result. */
  note(line: string): void {
    this.io.stderr.write(`${line}\n`);
  }

  sentence(rejection: Rejection): string {
    return sentenceOf(rejection, this.language);
  }

  /** A path as the caller means it. */
  path(path: string): string {
    return resolve(this.io.cwd, path);
  }

  text(name: string): string | undefined {
    const value = this.options[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** An option or argument that commander has asked for already. */
  need(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UsageError(this.#usage.optionMissing(`--${name}`));
    return value;
  }

  operand(at: number): string {
    return this.operands[at] ?? '';
  }

  flag(name: string): boolean {
    return this.options[name] === true;
  }

  /** A whole number within bounds. @throws UsageError */
  count(name: string, least: number, most: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new UsageError(this.#usage.notACount(`--${name}`, text, least, most));
  }

  /** One of some words. @throws UsageError */
  choice<T extends string>(name: string, words: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new UsageError(this.#usage.notAChoice(`--${kebab(name)}`, text, words.join(', ')));
  }

  date(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined || isIsoDate(text)) return text;
    throw new UsageError(this.#usage.notADate(`--${kebab(name)}`, text));
  }

  /** `FROM..TO`, both included, either left out, or one date. @throws UsageError */
  dates(name: string): { readonly from: string; readonly to: string } | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const [from = '', to = from] = text.split('..', 2);
    const isWhole = [from, to].every((date) => date === '' || isIsoDate(date)) && text !== '..';
    if (!isWhole || text === '') {
      throw new UsageError(this.#usage.notADate(`--${kebab(name)}`, text));
    }
    if (from !== '' && to !== '' && to < from) {
      throw new UsageError(this.#usage.datesReversed(`--${kebab(name)}`, text));
    }
    return { from: from === '' ? EARLIEST : from, to: to === '' ? LATEST : to };
  }

  get #usage(): ReturnType<typeof speak<typeof USAGE_TEXTS>> {
    return speak(USAGE_TEXTS, this.language);
  }
}

/** `tradeDate` as the command line writes it. */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (big) => `-${big.toLowerCase()}`);
