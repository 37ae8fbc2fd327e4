import { sql, type Kysely } from 'kysely';
import type { Database } from '@bondledger/database';
import { statements, type Tables } from './tables.js';

/** The server's own tables: people, sessions, the audit log, what writes were answered. */
export type Store = Kysely<Tables>;

/** Opens the server's own tables, and makes those that are not there. */
export async function openStore(database: Database, schema = 'server'): Promise<Store> {
  await database.createSchema(schema);
  const store = database.schema<Tables>(schema);
  for (const statement of statements(schema)) await sql.raw(statement).execute(store);
  return store;
}
