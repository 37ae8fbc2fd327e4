import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLIENT_VECTORS, type Fields } from './compute.js';
import { clientInputs } from './inputs.js';

const HOME = new URL('../../../../vectors/client/', import.meta.url);
const fileOf = (name: string): URL => new URL(`${name}.json`, HOME);

interface Vector {
  readonly given: Readonly<Record<string, string>>;
  readonly gives: Fields;
}

/** As JSON has it: no undefined members. */
const plain = (fields: Fields): Fields => JSON.parse(JSON.stringify(fields)) as Fields;

// To write them anew: VECTORS=write npx vitest run packages/sdk/test/vectors
if (process.env['VECTORS'] === 'write') {
  mkdirSync(HOME, { recursive: true });
  const inputs = await clientInputs();
  for (const [name, compute] of Object.entries(CLIENT_VECTORS)) {
    const vectors: Vector[] = [];
    for (const given of inputs[name] ?? []) {
      vectors.push({ given, gives: plain(await compute(given)) });
    }
    writeFileSync(fileOf(name), `${JSON.stringify(vectors, null, 2)}\n`);
  }
}

describe.each(Object.entries(CLIENT_VECTORS))('vectors/client/%s.json', (name, compute) => {
  const vectors = JSON.parse(readFileSync(fileOf(name), 'utf8')) as Vector[];

  it('has good cases and bad ones', () => {
    const isBad = ({ gives }: Vector): boolean => 'code' in gives || 'damagedRecord' in gives;
    expect(new Set(vectors.map(isBad))).toEqual(new Set([true, false]));
  });

  it.each(vectors.map((vector, at) => [at, vector] as const))(
    'case %i',
    async (_, { given, gives }) => {
      expect(plain(await compute(given))).toEqual(gives);
    },
  );
});

it('every file is computed', () => {
  const files = readdirSync(HOME).filter((file) => file.endsWith('.json'));
  expect(files.sort()).toEqual(
    Object.keys(CLIENT_VECTORS)
      .map((name) => `${name}.json`)
      .sort(),
  );
});
