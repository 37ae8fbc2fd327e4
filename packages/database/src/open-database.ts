import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { BondledgerError } from '@bondledger/domain';
import { POOL_CONNECTIONS } from './limits.js';
import { PgliteDialect } from './pglite-dialect.js';
import { PgliteThread } from './pglite-thread.js';

export interface Database extends AsyncDisposable {
  readonly kind: 'pglite' | 'postgresql';
  /** Queries that see the tables of one schema. The schema need not be there yet. */
  schema<T>(name: string): Kysely<T>;
  createSchema(name: string): Promise<void>;
  /** With everything in it. */
  dropSchema(name: string): Promise<void>;
  schemas(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Opens the one database of a server: PGlite in a directory, or a PostgreSQL server by its address
 * (`postgres://user:password@host:5432/name`). int8, numeric and dates come as text from both.
 *
 * @throws BondledgerError DATABASE_WRONG
 */
export async function openDatabase(
  where: { readonly directory: string } | { readonly url: string },
): Promise<Database> {
  const kind = 'url' in where ? 'postgresql' : 'pglite';
  const kysely =
    'url' in where ? await openServer(where.url) : await openDirectory(where.directory);
  const close = (): Promise<void> => kysely.destroy();
  return {
    kind,
    schema: <T>(name: string) => kysely.withSchema(name) as Kysely<T>,
    createSchema: async (name) => {
      await kysely.schema.createSchema(name).ifNotExists().execute();
    },
    dropSchema: async (name) => {
      await kysely.schema.dropSchema(name).ifExists().cascade().execute();
    },
    schemas: async () => (await kysely.introspection.getSchemas()).map(({ name }) => name),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openDirectory(directory: string): Promise<Kysely<unknown>> {
  return new Kysely({ dialect: new PgliteDialect(await PgliteThread.open(directory)) });
}

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;

async function openServer(url: string): Promise<Kysely<unknown>> {
  const types = new pg.TypeOverrides();
  for (const type of [INT8, NUMERIC, DATE]) types.setTypeParser(type, (value: string) => value);
  const pool = new pg.Pool({ connectionString: url, max: POOL_CONNECTIONS, types });
  // A connection that breaks while nobody uses it is replaced by the next one that is asked for.
  pool.on('error', () => undefined);
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`select 1`.execute(kysely);
  } catch (error) {
    await kysely.destroy();
    const reason = error instanceof Error ? error.message : '';
    throw new BondledgerError({ code: 'DATABASE_WRONG', params: { reason } }, { cause: error });
  }
  return kysely;
}
