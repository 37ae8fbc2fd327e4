import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, SqlError, type Database } from '../src/index.js';
import { PLACES, type Place } from './support/databases.js';

interface Tables {
  readonly account: { readonly code: string; readonly won: string };
}

// Counted as skipped where root runs the tests in a folder that nobody else may enter.
it.skipIf(PLACES.length === 1)('a real PostgreSQL server is among the databases', () => {
  expect(PLACES.map(({ kind }) => kind)).toContain('postgresql');
});

describe.each(PLACES)('a database of kind $kind', ({ kind, make }) => {
  let place: Place;
  let database: Database;
  beforeAll(async () => {
    place = await make();
    database = await openDatabase(place.where);
  });
  afterAll(async () => {
    await database.close();
    await place[Symbol.asyncDispose]();
  });

  /** A schema of its own with one table. */
  async function accounts(name: string): Promise<ReturnType<typeof database.schema<Tables>>> {
    await database.createSchema(name);
    const own = database.schema<Tables>(name);
    await own.schema
      .createTable('account')
      .addColumn('code', 'text', (column) => column.primaryKey())
      .addColumn('won', 'bigint', (column) => column.notNull())
      .execute();
    return own;
  }

  it('says which kind it is', () => {
    expect(database.kind).toBe(kind);
  });

  it('keeps every digit of integers, sums and dates', async () => {
    const own = await accounts('digits');
    const won = '999999999999999999';
    await own
      .insertInto('account')
      .values([
        { code: 'A', won },
        { code: 'B', won },
      ])
      .execute();
    const sum = await own
      .selectFrom('account')
      .select((table) => table.fn.sum<string>('won').as('sum'))
      .executeTakeFirst();
    expect(sum).toEqual({ sum: '1999999999999999998' });
    const day = await sql`select date '2026-09-21' as day, 7::int8 as big`.execute(own);
    expect(day.rows).toEqual([{ day: '2026-09-21', big: '7' }]);
  });

  it('takes back a transaction that fails, whole', async () => {
    const own = await accounts('transactions');
    const failing = own.transaction().execute(async (transaction) => {
      await transaction.insertInto('account').values({ code: 'A', won: '1' }).execute();
      await transaction.insertInto('account').values({ code: 'A', won: '2' }).execute();
    });
    await expect(failing).rejects.toMatchObject({ name: 'SqlError', code: '23505' });
    expect(await own.selectFrom('account').selectAll().execute()).toEqual([]);
  });

  it('keeps transactions apart that are asked for at once', async () => {
    const own = await accounts('apart');
    await own.insertInto('account').values({ code: 'A', won: '0' }).execute();
    const addOne = (): Promise<void> =>
      own.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('account')
          .select('won')
          .forUpdate()
          .executeTakeFirstOrThrow();
        await transaction
          .updateTable('account')
          .set({ won: (BigInt(row.won) + 1n).toString() })
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, addOne));
    expect(await own.selectFrom('account').select('won').execute()).toEqual([{ won: '20' }]);
  });

  it('takes turns: who asked goes before the work behind, which has its turn too', async () => {
    await accounts('turns');
    const order: string[] = [];
    const ask = async (turn: 'asked' | 'behind'): Promise<void> => {
      await sql`select 1`.execute(database.schema('turns', turn));
      order.push(turn);
    };
    const behind = Array.from({ length: 4 }, () => ask('behind'));
    const asked = Array.from({ length: 40 }, () => ask('asked'));
    await Promise.all([...behind, ...asked]);
    expect(order.filter((turn) => turn === 'behind')).toHaveLength(4);
    // A server has connections enough for all; PGlite has one, and it was free for the first.
    if (kind === 'pglite') expect(order.slice(1, 9)).toEqual(Array(8).fill('asked'));
    if (kind === 'pglite') expect(order.slice(0, 40)).toContain('behind');
  });

  it('tells an error of the statement from a database that is gone', async () => {
    const wrong = sql`select from where`.execute(database.schema('public'));
    await expect(wrong).rejects.toBeInstanceOf(SqlError);
    const answer = await sql`select 1 as one`.execute(database.schema('public'));
    expect(answer.rows).toEqual([{ one: 1 }]);
  });

  it('makes and drops schemas, which do not see each other', async () => {
    await accounts('one');
    await accounts('other');
    expect(await database.schemas()).toEqual(expect.arrayContaining(['one', 'other']));
    await database.dropSchema('one');
    await database.dropSchema('one');
    expect(await database.schemas()).not.toContain('one');
    expect(
      await database.schema<Tables>('other').selectFrom('account').selectAll().execute(),
    ).toEqual([]);
  });

  it('has what was committed when it is opened again', async () => {
    const own = await accounts('kept');
    await own.insertInto('account').values({ code: 'A', won: '5' }).execute();
    await database.close();
    database = await openDatabase(place.where);
    const again = database.schema<Tables>('kept');
    expect(await again.selectFrom('account').select('won').execute()).toEqual([{ won: '5' }]);
  });

  it('stays closed, whoever still asks', async () => {
    await database.close();
    const late = sql`select 1`.execute(database.schema('public'));
    await expect(late).rejects.toMatchObject({ rejection: { code: 'DATABASE_DOWN' } });
    // Nobody has the directory any more.
    database = await openDatabase(place.where);
    expect((await sql`select 1 as one`.execute(database.schema('public'))).rows).toHaveLength(1);
  });
});
