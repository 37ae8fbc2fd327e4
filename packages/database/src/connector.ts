/** What a statement gave, and how many rows it changed. */
export interface Rows {
  readonly rows: readonly Record<string, unknown>[];
  readonly affected: number;
}

/** One connection, in one hand at a time: what a transaction runs on. */
export interface Connection {
  /** @throws SqlError where the statement is refused; BondledgerError DATABASE_DOWN */
  query(sql: string, parameters: readonly unknown[]): Promise<Rows>;
  release(): void;
}

/** Who waits for a connection: somebody who asked, or work that goes on behind. */
export type Turn = 'asked' | 'behind';

/** The way to a database, whichever kind it is; it comes back by itself when the database does. */
export interface Connector {
  /** @throws BondledgerError DATABASE_DOWN */
  acquire(turn: Turn): Promise<Connection>;
  close(): Promise<void>;
}
