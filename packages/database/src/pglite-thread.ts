import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Rows } from './connector.js';
import { asSqlError, databaseDown, SqlError } from './sql-error.js';

interface Answer {
  readonly id: number;
  readonly rows?: readonly Record<string, unknown>[];
  readonly affected?: number;
  readonly error?: { readonly message: string; readonly code?: string };
}

/**
 * The other thread, as text: so it runs alike from the build and from the source. int8 and numeric
 * come as text, as from a server: JSON and floating point would lose digits.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const text = (value) => value;
const opened = import(workerData.module).then(({ PGlite }) => PGlite.create({
  dataDir: workerData.directory,
  startParams: [...PGlite.defaultStartParams, ...workerData.settings],
  parsers: { 20: text, 1700: text, 1082: text },
}));
opened.then(
  () => parentPort.postMessage({ id: 0 }),
  (error) => parentPort.postMessage({ id: 0, error: { message: String(error && error.message) } }),
);
parentPort.on('message', async ({ id, sql, parameters, end }) => {
  try {
    const database = await opened;
    if (end) {
      await database.close();
      parentPort.postMessage({ id });
      parentPort.close();
      return;
    }
    const { rows, affectedRows } = await database.query(sql, parameters);
    parentPort.postMessage({ id, rows, affected: affectedRows ?? 0 });
  } catch (error) {
    parentPort.postMessage({ id, error: { message: String(error.message), code: error.code } });
  }
});
`;

/**
 * The system keeps the files in its own memory anyway, so a quarter of the usual buffers does; and
 * there is no compiler of plans here.
 */
const SETTINGS = ['shared_buffers=32MB', 'wal_buffers=1MB', 'jit=off'].flatMap((each) => [
  '-c',
  each,
]);

/** Its own heap holds rows on their way and no more; the memory of PostgreSQL is beside it. */
const YOUNG_MEBIBYTES = 12;

interface Waiting {
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: Error) => void;
}

/** PGlite in a thread of its own: a query never stands in the way of a step. */
export class PgliteThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #failure: Error | undefined;

  private constructor(directory: string) {
    const require = createRequire(import.meta.url);
    const module = pathToFileURL(require.resolve('@electric-sql/pglite')).href;
    this.#worker = new Worker(PROGRAM, {
      eval: true,
      workerData: { directory, module, settings: SETTINGS },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEBIBYTES },
    });
    this.#worker.on('message', (answer: Answer) => this.#answer(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the thread ended')));
  }

  /** Opens the database of a directory, and makes it where there is none. */
  static async open(directory: string): Promise<PgliteThread> {
    const thread = new PgliteThread(directory);
    try {
      await new Promise<Rows>((resolve, reject) => {
        thread.#waiting.set(0, { resolve, reject });
      });
    } catch (error) {
      await thread.stop();
      throw error;
    }
    return thread;
  }

  /** Whether it can still be asked. */
  get isAlive(): boolean {
    return this.#failure === undefined;
  }

  /** @throws SqlError; BondledgerError DATABASE_DOWN, after which the thread is of no more use. */
  async query(sql: string, parameters: readonly unknown[]): Promise<Rows> {
    try {
      return await this.#ask({ sql, parameters });
    } catch (error) {
      if (!(error instanceof SqlError)) this.#fail(error);
      throw error;
    }
  }

  /** Closes the database with everything on the disk. */
  async close(): Promise<void> {
    if (this.isAlive) await this.#ask({ end: true });
    await this.stop();
  }

  /** Ends the thread as it is; what was committed is kept. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(message: object): Promise<Rows> {
    if (this.#failure !== undefined) return Promise.reject(databaseDown(this.#failure));
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...message });
    });
  }

  #answer({ id, rows = [], affected = 0, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve({ rows, affected });
    else waiting?.reject(asSqlError(error.message, error.code, new Error(error.message)));
  }

  #fail(cause: unknown): void {
    this.#failure ??= cause instanceof Error ? cause : new Error('the thread failed');
    for (const { reject } of this.#waiting.values()) reject(databaseDown(this.#failure));
    this.#waiting.clear();
  }
}
