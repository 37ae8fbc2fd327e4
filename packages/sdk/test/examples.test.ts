import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STEPS } from '@bondledger/domain';
import * as sdk from '../src/index.js';

/** The snippets of the page alone; that they compile is for the repository's tests. */
const snippets = (language: string): string => {
  const page = new URL(`../../../docs/${language}/reference/sdk.md`, import.meta.url);
  return [...readFileSync(page, 'utf8').matchAll(/^```ts\n(.*?)^```/gms)]
    .map(([, code]) => code)
    .join('\n');
};

/** What a class lets its caller do. */
const methodsOf = (each: object): readonly string[] =>
  Object.getOwnPropertyNames(each).filter((name) => name !== 'constructor');

describe.each(['en', 'ko'])('the examples of docs/%s/reference/sdk.md', (language) => {
  const code = snippets(language);
  const isShown = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(code);

  it('show every function', () => {
    const names = Object.keys(sdk);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => name !== 'Book' && !isShown(name))).toEqual([]);
  });

  it('show every method of an institution and its book', () => {
    const names = [sdk.Institution.prototype, sdk.Book.prototype].flatMap(methodsOf);
    expect(names).toContain('take');
    expect(names.filter((name) => !isShown(name))).toEqual([]);
  });

  it('show every step that an institution can take', () => {
    const offered = STEPS.filter((step) => step !== 'REGRANT');
    expect(offered.filter((step) => !code.includes(`step: '${step}'`))).toEqual([]);
  });
});
