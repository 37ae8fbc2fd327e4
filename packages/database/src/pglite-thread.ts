import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { BondledgerError } from '@bondledger/domain';

interface Answer {
  readonly id: number;
  readonly rows?: readonly Record<string, unknown>[];
  readonly affected?: number;
  readonly error?: { readonly message: string; readonly code?: string };
}

export interface Rows {
  readonly rows: readonly Record<string, unknown>[];
  readonly affected: number;
}

/** An error of SQL, with PostgreSQL's own code (`23505`: a key exists already). */
export class SqlError extends Error {
  override readonly name = 'SqlError';

  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

/**
 * The other thread, as text: so it runs alike from the build and from the source. int8 and numeric
 * come as text, as from a server: JSON and floating point would lose digits.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const text = (value) => value;
const opened = import(workerData.module).then(({ PGlite }) =>
  PGlite.create({ dataDir: workerData.directory, parsers: { 20: text, 1700: text, 1082: text } }));
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
    this.#worker = new Worker(PROGRAM, { eval: true, workerData: { directory, module } });
    this.#worker.on('message', (answer: Answer) => this.#answer(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the thread ended')));
  }

  /**
   * Opens the database of a directory, and makes it where there is none.
   *
   * @throws BondledgerError DATABASE_WRONG
   */
  static async open(directory: string): Promise<PgliteThread> {
    const thread = new PgliteThread(directory);
    try {
      await new Promise<Rows>((resolve, reject) => {
        thread.#waiting.set(0, { resolve, reject });
      });
    } catch (error) {
      await thread.#worker.terminate();
      const reason = error instanceof Error ? error.message : '';
      throw new BondledgerError({ code: 'DATABASE_WRONG', params: { reason } }, { cause: error });
    }
    return thread;
  }

  /** @throws SqlError; BondledgerError DATABASE_DOWN where the thread is gone. */
  query(sql: string, parameters: readonly unknown[]): Promise<Rows> {
    return this.#ask({ sql, parameters });
  }

  async close(): Promise<void> {
    if (this.#failure !== undefined) return;
    await this.#ask({ end: true });
    await this.#worker.terminate();
  }

  #ask(message: object): Promise<Rows> {
    if (this.#failure !== undefined) return Promise.reject(down(this.#failure));
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
    else waiting?.reject(new SqlError(error.message, error.code));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(down(error));
    this.#waiting.clear();
  }
}

const down = (cause: Error): BondledgerError =>
  new BondledgerError({ code: 'DATABASE_DOWN' }, { cause });
