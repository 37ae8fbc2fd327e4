import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VECTORS } from './compute.js';
import type { Fields } from './fields.js';
import { vectorInputs } from './inputs.js';

const HOME = new URL('../../../../vectors/', import.meta.url);
const fileOf = (name: string): URL => new URL(`${name}.json`, HOME);

interface Vector {
  readonly given: Fields;
  readonly gives: Fields;
}

/** As JSON has it: no undefined members, no bytes. */
const plain = (fields: Fields): Fields => JSON.parse(JSON.stringify(fields)) as Fields;

// To write them anew: VECTORS=write npx vitest run packages/contract/test/interop
if (process.env['VECTORS'] === 'write') {
  const inputs = vectorInputs();
  for (const [name, compute] of Object.entries(VECTORS)) {
    const vectors = (inputs[name] ?? []).map((given) => ({ given, gives: plain(compute(given)) }));
    writeFileSync(fileOf(name), `${JSON.stringify(vectors, null, 2)}\n`);
  }
}

describe.each(Object.entries(VECTORS))('vectors/%s.json', (name, compute) => {
  const vectors = JSON.parse(readFileSync(fileOf(name), 'utf8')) as Vector[];

  it('has cases', () => {
    expect(vectors.length).toBeGreaterThan(0);
  });

  it.each(vectors.map((vector, at) => [at, vector] as const))('case %i', (_, { given, gives }) => {
    expect(plain(compute(given))).toEqual(gives);
  });
});

it('every file is computed', () => {
  const files = readdirSync(HOME).filter((file) => file.endsWith('.json'));
  expect(files.sort()).toEqual(
    Object.keys(VECTORS)
      .map((name) => `${name}.json`)
      .sort(),
  );
});
