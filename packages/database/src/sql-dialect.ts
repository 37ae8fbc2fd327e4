import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Connection, Connector, Turn } from './connector.js';

/** Kysely over a connector: both kinds of database speak the same SQL through it. */
export class SqlDialect implements Dialect {
  readonly #connector: Connector;
  readonly #turn: Turn;

  constructor(connector: Connector, turn: Turn) {
    this.#connector = connector;
    this.#turn = turn;
  }

  createDriver(): Driver {
    return new ConnectorDriver(this.#connector, this.#turn);
  }

  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new PostgresAdapter();
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new PostgresIntrospector(database);
  }
}

class ConnectorDriver implements Driver {
  readonly #connector: Connector;
  readonly #turn: Turn;

  constructor(connector: Connector, turn: Turn) {
    this.#connector = connector;
    this.#turn = turn;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<KyselyConnection> {
    return new KyselyConnection(await this.#connector.acquire(this.#turn));
  }

  releaseConnection(connection: KyselyConnection): Promise<void> {
    connection.release();
    return Promise.resolve();
  }

  async beginTransaction(connection: KyselyConnection): Promise<void> {
    await connection.run('begin');
  }

  async commitTransaction(connection: KyselyConnection): Promise<void> {
    await connection.run('commit');
  }

  async rollbackTransaction(connection: KyselyConnection): Promise<void> {
    await connection.run('rollback');
  }

  /** The connector is closed by whoever opened it: Kysely asks for this only after a query. */
  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

class KyselyConnection implements DatabaseConnection {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async run(sql: string): Promise<void> {
    await this.#connection.query(sql, []);
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affected } = await this.#connection.query(sql, parameters);
    return { rows: rows as R[], numAffectedRows: BigInt(affected) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are read page by page');
  }

  release(): void {
    this.#connection.release();
  }
}
