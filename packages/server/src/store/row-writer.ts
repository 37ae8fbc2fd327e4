import { BondledgerError } from '@bondledger/domain';
import { DATABASE_RETRY_MS, ROWS_TOGETHER, ROWS_WAITING, ROWS_WAITING_BYTES } from '../limits.js';

/**
 * Rows on their way to a table that only has rows added: those that come while one statement is on
 * its way go together in the next one. Where the database is gone they wait for it here, so that
 * steps go on; who asks is told at once that they are kept.
 */
export class RowWriter<R> {
  readonly #insert: (rows: readonly R[]) => Promise<void>;
  readonly #onFailure: (error: unknown) => void;
  readonly #bytesOf: (row: R) => number;
  readonly #waiting: { readonly row: R; readonly done: () => void }[] = [];
  #bytes = 0;
  #running: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isDown = false;

  /** @param bytesOf About how much memory a row takes, where rows may be large. */
  constructor(
    insert: (rows: readonly R[]) => Promise<void>,
    onFailure: (error: unknown) => void,
    bytesOf: (row: R) => number = () => 0,
  ) {
    this.#insert = insert;
    this.#onFailure = onFailure;
    this.#bytesOf = bytesOf;
  }

  get depth(): number {
    return this.#waiting.length;
  }

  /** @throws BondledgerError DATABASE_DOWN where too many rows, or too large ones, wait already */
  write(row: R): Promise<void> {
    if (this.#waiting.length >= ROWS_WAITING || this.#bytes >= ROWS_WAITING_BYTES) {
      return Promise.reject(new BondledgerError({ code: 'DATABASE_DOWN' }));
    }
    this.#bytes += this.#bytesOf(row);
    return new Promise((resolve) => {
      this.#waiting.push({ row, done: resolve });
      if (this.#isDown) resolve();
      else this.#start();
    });
  }

  /** Ends when nothing waits any more, or the database is gone. */
  async close(): Promise<void> {
    clearTimeout(this.#retry);
    this.#start();
    await this.#running;
    clearTimeout(this.#retry);
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const taken = this.#waiting.slice(0, ROWS_TOGETHER);
      try {
        await this.#insert(taken.map(({ row }) => row));
        this.#isDown = false;
        this.#waiting.splice(0, taken.length);
        for (const { row, done } of taken) {
          this.#bytes -= this.#bytesOf(row);
          done();
        }
      } catch (error) {
        this.#onFailure(error);
        this.#isDown = true;
        for (const { done } of this.#waiting) done();
        this.#retry = setTimeout(() => this.#start(), DATABASE_RETRY_MS).unref();
        return;
      }
    }
  }
}
