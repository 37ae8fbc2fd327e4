import pg from 'pg';
import type { Connection, Connector, Rows } from './connector.js';
import { CONNECT_TIMEOUT_MS, POOL_CONNECTIONS, STATEMENT_TIMEOUT_MS } from './limits.js';
import { asSqlError, databaseDown } from './sql-error.js';

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;

/** Connections to a PostgreSQL server. A broken one is replaced by the next that is asked. */
export class ServerConnector implements Connector {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    const types = new pg.TypeOverrides();
    for (const type of [INT8, NUMERIC, DATE]) types.setTypeParser(type, (value: string) => value);
    this.#pool = new pg.Pool({
      connectionString: url,
      max: POOL_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      types,
    });
    // It broke while nobody used it, so there is nobody to tell.
    this.#pool.on('error', () => undefined);
  }

  async acquire(): Promise<Connection> {
    const client = await this.#connect();
    let failure: Error | undefined;
    return {
      async query(sql, parameters): Promise<Rows> {
        try {
          const { rows, rowCount } = await client.query(sql, [...parameters]);
          return { rows: rows as Record<string, unknown>[], affected: rowCount ?? 0 };
        } catch (error) {
          const { code }: { code?: unknown } = error instanceof pg.DatabaseError ? error : {};
          const mapped = asSqlError(error instanceof Error ? error.message : '', code, error);
          if (mapped.name !== 'SqlError') failure = mapped;
          throw mapped;
        }
      },
      // A connection that failed is not given to anybody again.
      release: () => client.release(failure),
    };
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      const client = await this.#pool.connect();
      // What breaks it in the middle is told to whoever asks it next.
      if (client.listenerCount('error') === 0) client.on('error', () => undefined);
      return client;
    } catch (error) {
      throw databaseDown(error);
    }
  }
}
