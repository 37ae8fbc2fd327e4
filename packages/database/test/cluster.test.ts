import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../src/index.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bondledger-cluster-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('is laid anew where a process died while it was copied', async () => {
  mkdirSync(join(directory, 'data.new', 'base'), { recursive: true });
  writeFileSync(join(directory, 'data.new', 'base', 'half'), '');
  mkdirSync(join(directory, 'data'));
  writeFileSync(join(directory, 'data', 'left'), '');
  await using database = await openDatabase({ directory });
  expect((await sql`select 1 as one`.execute(database.schema('public'))).rows).toEqual([
    { one: 1 },
  ]);
  expect(readdirSync(directory)).not.toContain('data.new');
  expect(readdirSync(join(directory, 'data'))).not.toContain('left');
});

it('is one of its own for each directory, though all are copies', async () => {
  const open = (name: string): ReturnType<typeof openDatabase> =>
    openDatabase({ directory: join(directory, name) });
  const [one, other] = await Promise.all([open('one'), open('other')]);
  try {
    await one.createSchema('mine');
    expect(await one.schemas()).toContain('mine');
    expect(await other.schemas()).not.toContain('mine');
  } finally {
    await one.close();
    await other.close();
  }
});
