import { Kysely } from 'kysely';
import { BondledgerError } from '@bondledger/domain';
import type { Connector, Turn } from './connector.js';
import { PgliteConnector } from './pglite-connector.js';
import { ServerConnector } from './server-connector.js';
import { SqlDialect } from './sql-dialect.js';

/**
 * One SQL database. Every statement, whichever way it is sent, throws SqlError where it is refused
 * and BondledgerError DATABASE_DOWN where the database is gone; asked again when it is back, it
 * works again, with what was committed. A PGlite whose files were deleted comes back empty.
 */
export interface Database extends AsyncDisposable {
  readonly kind: 'pglite' | 'postgresql';
  /**
   * Queries that see the tables of one schema. The schema need not be there yet. What goes on
   * `behind` lets those go first that somebody waits for.
   */
  schema<T>(name: string, turn?: Turn): Kysely<T>;
  createSchema(name: string): Promise<void>;
  /** With everything in it. */
  dropSchema(name: string): Promise<void>;
  schemas(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Where a database is: a directory of its own for PGlite, or a PostgreSQL server's address. */
export type Where = { readonly directory: string } | { readonly url: string };

/**
 * Opens the one database of a server: PGlite in a directory, or a PostgreSQL server by its address
 * (`postgres://user:password@host:5432/name`). int8, numeric and dates come as text from both.
 *
 * @throws BondledgerError DATABASE_WRONG; DIRECTORY_LOCKED where another process has the directory
 */
export async function openDatabase(where: Where): Promise<Database> {
  const connector = 'url' in where ? await server(where.url) : await inDirectory(where.directory);
  const kysely = new Kysely<unknown>({ dialect: new SqlDialect(connector, 'asked') });
  const behind = new Kysely<unknown>({ dialect: new SqlDialect(connector, 'behind') });
  const close = (): Promise<void> => connector.close();
  return {
    kind: 'url' in where ? 'postgresql' : 'pglite',
    schema: <T>(name: string, turn: Turn = 'asked') =>
      (turn === 'asked' ? kysely : behind).withSchema(name) as Kysely<T>,
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

const inDirectory = (directory: string): Promise<Connector> => PgliteConnector.open(directory);

async function server(url: string): Promise<Connector> {
  const connector = new ServerConnector(url);
  try {
    const connection = await connector.acquire();
    await connection.query('select 1', []);
    connection.release();
    return connector;
  } catch (error) {
    await connector.close();
    const { cause } = error instanceof BondledgerError ? error : { cause: error };
    const reason = cause instanceof Error ? cause.message : '';
    throw new BondledgerError({ code: 'DATABASE_WRONG', params: { reason } }, { cause: error });
  }
}
