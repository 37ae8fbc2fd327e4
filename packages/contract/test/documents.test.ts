import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, STEP_RULES, STEPS } from '@bondledger/domain';
import {
  CANCEL_REASONS,
  DECLINE_REASONS,
  OPERATIONS,
  REGISTRY_OPERATIONS,
  REGISTRY_STEPS,
  REJECT_REASONS,
} from '../src/index.js';

const ROOT = new URL('../../../', import.meta.url);
const pageOf = (language: string, page: string): string =>
  readFileSync(new URL(`docs/${language}/reference/${page}.md`, ROOT), 'utf8');

/** The first cells of all tables, without code marks. */
const firstCells = (text: string): string[] =>
  [...text.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, cell]) => (cell ?? '').replaceAll('`', ''));
const known = (text: string, words: readonly string[]): string[] =>
  firstCells(text).filter((cell) => words.includes(cell));

const sourceTags = (): string[] => {
  const home = fileURLToPath(new URL('packages/', ROOT));
  const files = ['contract/src', 'sdk/src/evidence'].flatMap((folder) =>
    readdirSync(`${home}${folder}`, { recursive: true, encoding: 'utf8' }).map(
      (file) => `${home}${folder}/${file}`,
    ),
  );
  const tags = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/bondledger\/[a-z]+\/\d/g)])
    .map(([tag]) => tag);
  return [...new Set(tags)];
};

describe.each(['en', 'ko'])('docs/%s/reference', (language) => {
  const contract = pageOf(language, 'contract');
  const formats = pageOf(language, 'formats');

  it('names every code that the contract may answer, in the order of precedence', () => {
    const rules = ERROR_CODES.slice(0, ERROR_CODES.indexOf('KEYSTORE_EXISTS'));
    expect(known(contract, ERROR_CODES)).toEqual(rules);
  });

  it('names every operation and every step', () => {
    expect(known(contract, OPERATIONS)).toEqual([...OPERATIONS]);
    expect(known(contract, REGISTRY_OPERATIONS)).toEqual([...REGISTRY_OPERATIONS]);
    expect(known(contract, REGISTRY_STEPS)).toEqual([...REGISTRY_STEPS]);
    expect(known(contract, STEPS).slice(0, STEPS.length)).toEqual([...STEPS]);
  });

  it('says of each step whether it may be taken after the cut-off', () => {
    const late = language === 'en' ? 'late' : '마감 후';
    for (const step of STEPS) {
      const row = contract.split('\n').find((line) => line.startsWith(`| ${step} `)) ?? '';
      const by = row.split('|')[2] ?? '';
      expect([step, by.includes(late)]).toEqual([step, STEP_RULES[step].phases.length === 2]);
    }
  });

  it('names every reason', () => {
    for (const reasons of [REJECT_REASONS, DECLINE_REASONS, CANCEL_REASONS]) {
      expect(contract).toContain(reasons.join(', '));
    }
  });

  it('names every tag that is hashed or signed', () => {
    const tags = sourceTags();
    expect(tags.length).toBeGreaterThan(8);
    const table = formats.slice(formats.lastIndexOf('\n## '));
    for (const tag of tags) expect([tag, table.includes(`\`${tag}\``)]).toEqual([tag, true]);
  });
});
