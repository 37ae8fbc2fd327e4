import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, sql, type Database } from '@bondledger/database';
import { BOK, KSD } from '@bondledger/domain';
import { openReadModel, type ProjectionEvent, type ReadModel } from '../src/index.js';
import { startPostgres } from '../../database/test/support/postgres.js';
import { caughtUp } from './support/caught-up.js';
import { desksOf, startConsortium, type TestConsortium } from './support/consortium.js';
import { halfADay } from './support/half-a-day.js';
import { startTestServer } from './support/test-server.js';

let test: TestConsortium;
let database: Database;
let model: ReadModel;
let events: ProjectionEvent[] = [];

/** Tables whose rows are compared; the checkpoint may be some empty blocks apart. */
const TABLES = ['trades', 'details', 'lots', 'steps', 'hours', 'chains', 'payments'] as const;

const codes = (): readonly string[] =>
  test.consortium.institutions().map(({ participant }) => participant);

const openModel = async (): Promise<void> => {
  events = [];
  const onEvent = (event: ProjectionEvent): void => void events.push(event);
  model = openReadModel({ desks: await desksOf(test.consortium), database, onEvent });
};

async function allCaughtUp(): Promise<void> {
  const { height } = await test.consortium.transport.head();
  for (const code of codes()) await caughtUp(model, code, height);
}

/** Everything in an institution's tables, as text. */
async function contentOf(code: string): Promise<string> {
  const schema = `rm_${code.toLowerCase()}`;
  const all: unknown[] = [];
  for (const table of TABLES) {
    const name = sql.table(`${schema}.${table}`);
    const { rows } = await sql`select * from ${name} t order by t::text`.execute(
      database.schema(schema),
    );
    all.push(table, rows);
  }
  return JSON.stringify(all);
}

const dropped = (): readonly string[] =>
  events.flatMap((event) =>
    event.event === 'dropped' ? [`${event.institution} ${event.reason}`] : [],
  );

describe('a read model in a directory', () => {
  beforeEach(async () => {
    test = await startConsortium(40);
    database = await openDatabase({ directory: join(test.directory, 'database') });
    await openModel();
  });
  afterEach(async () => {
    await model[Symbol.asyncDispose]();
    await database.close();
    await test[Symbol.asyncDispose]();
  });

  it('holds what its institution can open, and is the same when it is built anew', async () => {
    await halfADay(test);
    await allCaughtUp();
    const live = new Map<string, string>();
    for (const code of codes()) live.set(code, await contentOf(code));
    for (const code of codes()) {
      const text = live.get(code) ?? '';
      const book = test.consortium.institution(code).book;
      const own = new Set([...book.trades()].map(({ tradeId }) => tradeId));
      for (const { tradeId, core, seller, buyer } of test.consortium
        .institution(KSD)
        .book.trades()) {
        if (!own.has(tradeId) && code !== BOK) {
          expect(text).not.toContain(tradeId);
          expect(text).not.toContain(`"${core.terms.reference}"`);
        }
        const view = book.trade(tradeId);
        // A fund's orders belong to one trade, so each is a canary of its side.
        for (const [side, content] of [
          ['seller', seller],
          ['buyer', buyer],
        ] as const) {
          if (view?.[side] !== undefined) continue;
          for (const { orderNo } of content?.lots ?? []) {
            if (orderNo !== undefined) expect(text).not.toContain(orderNo);
          }
        }
      }
    }
    for (const code of codes()) await model.rebuild(code);
    for (const code of codes()) expect(await contentOf(code)).toBe(live.get(code));
    expect(dropped().filter((each) => each.endsWith('ASKED')).length).toBe(codes().length);
  });

  it('goes on where it stopped, and builds anew what is of another version or ledger', async () => {
    await allCaughtUp();
    await model[Symbol.asyncDispose]();
    await sql`update rm_ksd.checkpoint set version = 0`.execute(database.schema('rm_ksd'));
    await sql`update rm_bok.checkpoint set hash = 'other'`.execute(database.schema('rm_bok'));
    await sql`drop table rm_cwbk.hours`.execute(database.schema('rm_cwbk'));
    await openModel();
    await halfADay(test);
    await allCaughtUp();
    expect([...dropped()].sort()).toEqual([
      'BOK BLOCK_OTHER',
      'CWBK TABLES_MISSING',
      'KSD VERSION_OTHER',
    ]);
    for (const code of codes()) {
      const { totals } = await model.trades(code, { sort: 'tradeId', limit: 1 });
      expect(totals.count).toBe([...test.consortium.institution(code).book.trades()].length);
    }
  });

  it('goes on in the middle of being built anew, and is not asked before it is whole', async () => {
    await halfADay(test);
    await allCaughtUp();
    const before = await contentOf(KSD);
    await model[Symbol.asyncDispose]();
    const desks = await desksOf(test.consortium);
    const { height } = await test.consortium.transport.head();
    // It ends as soon as its tables are there, empty.
    const emptied = new Promise<void>((resolve) => {
      const onEvent = ({ event }: ProjectionEvent): void => {
        if (event === 'dropped') resolve();
      };
      model = openReadModel({ desks, database, onEvent });
    });
    const rebuilding = model.rebuild(KSD).catch((error: unknown) => error);
    await emptied;
    await model[Symbol.asyncDispose]();
    await rebuilding;
    await openModel();
    await allCaughtUp();
    expect(await contentOf(KSD)).toBe(before);
    expect(dropped()).toEqual([]);
    const built = events.filter(
      ({ event, institution }) => event === 'built' && institution === KSD,
    );
    expect(built).toEqual([{ event: 'built', institution: KSD, height }]);
  });

  it('comes back when its files are deleted while it works', async () => {
    await allCaughtUp();
    rmSync(join(test.directory, 'database', 'data'), { recursive: true });
    await halfADay(test);
    await allCaughtUp();
    const { totals } = await model.trades(KSD, { sort: 'tradeId', limit: 1 });
    expect(totals.count).toBe([...test.consortium.institution(KSD).book.trades()].length);
    expect(dropped().filter((each) => each === 'KSD NEW').length).toBe(2);
  });
});

it('a server whose database was deleted says that it is not ready, and why', async () => {
  await using server = await startTestServer();
  const ready = async (): Promise<unknown> => (await fetch(`${server.url}/readyz`)).json();
  expect(await ready()).toMatchObject({ status: 'READY', database: 'OK' });
  rmSync(join(server.directory, 'database', 'data'), { recursive: true });
  expect(await ready()).toMatchObject({ status: 'NOT_READY', database: 'DATABASE_WRONG' });
});

describe('a read model on a PostgreSQL server', () => {
  it('says that the database is gone, and catches up when it is back', async () => {
    await using postgres = await startPostgres();
    test = await startConsortium(40);
    database = await openDatabase({ url: postgres.url });
    await openModel();
    try {
      await allCaughtUp();
      await postgres.stop();
      // Steps need no database.
      await halfADay(test);
      const asked = model.trades(KSD, { sort: 'tradeId', limit: 1 });
      await expect(asked).rejects.toMatchObject({ rejection: { code: 'DATABASE_DOWN' } });
      await postgres.start();
      await allCaughtUp();
      const { totals } = await model.trades(KSD, { sort: 'tradeId', limit: 1 });
      expect(totals.count).toBe([...test.consortium.institution(KSD).book.trades()].length);
      expect(dropped().every((each) => each.endsWith('NEW'))).toBe(true);
    } finally {
      await model[Symbol.asyncDispose]();
      await database.close();
      await test[Symbol.asyncDispose]();
    }
  });
});
