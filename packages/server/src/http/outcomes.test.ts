import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '@bondledger/database';
import { openLog } from '../start/open-log.js';
import { openStore, type Store } from '../store/open-store.js';
import { Outcomes, type KeyedWork, type Outcome } from './outcomes.js';

let directory = '';
let database: Database;
let store: Store;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bondledger-outcomes-'));
  database = await openDatabase({ directory });
  store = await openStore(database);
}, 120_000);
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

const opened = (): Promise<Outcomes> =>
  Outcomes.open(store, () => new Date(), openLog({ level: 'silent' }));

const keyed = (key: string, body = 'a'): Parameters<Outcomes['once']>[0] => ({
  owner: 'HBSEC/kim',
  key,
  request: ['takeSteps', '/api/steps', body],
});

/** What was done, in its order, and how it was begun. */
function doing(): {
  readonly done: KeyedWork[];
  readonly perform: (work: KeyedWork) => Promise<Outcome>;
} {
  const done: KeyedWork[] = [];
  const perform = (work: KeyedWork): Promise<Outcome> =>
    Promise.resolve({ status: 200, body: `the ${done.push(work).toString()}th` });
  return { done, perform };
}

const renamed = (from: string, to: string): Promise<unknown> =>
  sql`alter table ${sql.id('server', from)} rename to ${sql.id(to)}`.execute(store);

describe('what a write was answered', () => {
  it('is told to who sent it a second time meanwhile, as a repetition', async () => {
    const outcomes = await opened();
    const { done, perform } = doing();
    const both = [1, 2].map(() => outcomes.once(keyed('meanwhile'), perform));
    expect(await Promise.all(both)).toEqual([
      { status: 200, body: 'the 1th', isRepeated: false },
      { status: 200, body: 'the 1th', isRepeated: true },
    ]);
    expect(done).toHaveLength(1);
    await outcomes.close();
  });

  it('is known while it waits for its database, and when that is back', async () => {
    const outcomes = await opened();
    const { done, perform } = doing();
    await renamed('outcomes', 'gone');
    const first = await outcomes.once(keyed('waiting'), perform);
    await renamed('gone', 'outcomes');
    for (let times = 0; times < 2; times += 1) {
      expect(await outcomes.once(keyed('waiting'), perform)).toEqual({
        ...first,
        isRepeated: true,
      });
      await outcomes.close();
    }
    expect(done).toHaveLength(1);
    expect(await (await opened()).once(keyed('waiting'), perform)).toMatchObject({
      body: first.body,
    });
  });
});

describe('a write that was cut off', () => {
  it('is begun again as what may be done already, under the same name', async () => {
    const { done, perform } = doing();
    const cutOff = (await opened()).once(keyed('cut-off'), async (work) => {
      await perform(work);
      throw new Error('killed');
    });
    await expect(cutOff).rejects.toThrow('killed');
    const next = await opened();
    await expect(next.once(keyed('cut-off', 'b'), perform)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    const answered = await next.once(keyed('cut-off'), perform);
    expect(await next.once(keyed('cut-off'), perform)).toEqual({ ...answered, isRepeated: true });
    expect(done.map(({ mayBeThere }) => mayBeThere)).toEqual([false, true]);
    expect(new Set(done.map(({ work }) => work)).size).toBe(1);
  });
});
