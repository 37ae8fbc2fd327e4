import { BondledgerError } from '@bondledger/domain';
import type { Database } from '@bondledger/database';
import { sql } from 'kysely';

/**
 * What each version of the tables added to the one before it, a list of statements each. A released
 * version is never altered; a change is a further one.
 */
const VERSIONS: readonly (readonly string[])[] = [
  [
    `create table trade (
      office_id bigint generated always as identity primary key,
      role text not null,
      side text not null,
      reference text not null,
      trade_date date not null,
      settlement_date date not null,
      settlement_method text not null,
      fop_reason text,
      isin text not null,
      instrument_type text not null,
      face_amount numeric(18) not null,
      unit_price numeric(18) not null,
      yield text,
      settlement_amount numeric(18) not null,
      seller text not null,
      buyer text not null,
      seller_keeper text not null,
      buyer_keeper text not null,
      counterparty text not null,
      own text,
      lots text,
      state text not null default 'NEW',
      submission text,
      trade_id text,
      trade_state text,
      revision integer not null default 0,
      code text,
      params text,
      captured_at timestamptz not null,
      changed_at timestamptz not null,
      unique (trade_date, seller, reference, role, side)
    )`,
    'create index on trade (reference, office_id)',
    `create index on trade (office_id) where state = 'SENT'`,
    `create table change (
      change_id bigint generated always as identity primary key,
      office_id bigint not null references trade,
      at timestamptz not null,
      by text,
      state_before text not null,
      state_after text not null,
      trade_state_before text,
      trade_state_after text,
      code text
    )`,
    'create index on change (office_id)',
    `create table import (
      import_id text primary key,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      made_by text not null,
      preview text not null
    )`,
    `create table import_part (
      import_id text not null references import on delete cascade,
      part integer not null,
      entries text not null,
      primary key (import_id, part)
    )`,
  ],
];

/**
 * Brings the tables of a schema to this version, and makes them where there are none.
 *
 * @throws BondledgerError DATABASE_WRONG where a newer program has written them
 */
export async function migrate(database: Database, schema: string): Promise<void> {
  await database.createSchema(schema);
  await database
    .schema(schema)
    .transaction()
    .execute(async (transaction) => {
      const run = (text: string): Promise<unknown> => sql.raw(text).execute(transaction);
      await sql`set local search_path to ${sql.id(schema)}`.execute(transaction);
      await run('create table if not exists version (version integer not null)');
      // Of two programs that start at once, one waits for the other.
      await run('lock table version in exclusive mode');
      const found = await sql<{ version: number }>`select version from version`.execute(
        transaction,
      );
      const version = found.rows[0]?.version ?? 0;
      if (version > VERSIONS.length) {
        const params = { reason: `${schema}: version ${version}` };
        throw new BondledgerError({ code: 'DATABASE_WRONG', params });
      }
      if (version === VERSIONS.length) return;
      for (const statements of VERSIONS.slice(version)) {
        for (const statement of statements) await run(statement);
      }
      await run('delete from version');
      await run(`insert into version values (${VERSIONS.length})`);
    });
}
