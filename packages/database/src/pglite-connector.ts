import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { isCluster, layCluster } from './cluster.js';
import type { Connection, Connector, Turn } from './connector.js';
import { ASKED_IN_A_ROW, REOPEN_AFTER_MS, TURNS_WAITING } from './limits.js';
import { ownDirectory } from './own-directory.js';
import { PgliteThread } from './pglite-thread.js';
import { databaseDown } from './sql-error.js';

/** The one connection that PGlite is: who wants it waits for its turn. */
export class PgliteConnector implements Connector {
  readonly #directory: string;
  #thread: PgliteThread;
  #release: () => void;
  #refusedUntil = 0;
  #isTaken = false;
  #isClosed = false;
  readonly #turns: Readonly<Record<Turn, (() => void)[]>> = { asked: [], behind: [] };
  /** Turns of those who asked, since one went to the work behind. */
  #inRow = 0;

  private constructor(directory: string, thread: PgliteThread, release: () => void) {
    this.#directory = directory;
    this.#thread = thread;
    this.#release = release;
  }

  /** @throws BondledgerError DATABASE_WRONG, DIRECTORY_LOCKED */
  static async open(directory: string): Promise<PgliteConnector> {
    const release = ownOrWrong(directory);
    try {
      const thread = await openIn(directory);
      return new PgliteConnector(directory, thread, release);
    } catch (error) {
      release();
      throw wrong(error);
    }
  }

  async acquire(turn: Turn): Promise<Connection> {
    await this.#turn(turn);
    try {
      // A transaction has the thread that it began on: it must not go on in another one's life.
      const thread = await this.#alive();
      return {
        query: (sql, parameters) => thread.query(sql, parameters),
        release: () => this.#next(),
      };
    } catch (error) {
      this.#next();
      throw error;
    }
  }

  /** Whoever asks after that is told that the database is gone, and does not open it again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#thread.close();
    this.#release();
  }

  async #turn(turn: Turn): Promise<void> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return;
    }
    const waiting = this.#turns[turn];
    if (waiting.length >= TURNS_WAITING) throw databaseDown(new Error('too many wait'));
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  #next(): void {
    const { asked, behind } = this.#turns;
    const isBehind = asked.length === 0 || (behind.length > 0 && this.#inRow >= ASKED_IN_A_ROW);
    this.#inRow = isBehind ? 0 : this.#inRow + 1;
    const next = (isBehind ? behind : asked).shift();
    if (next === undefined) this.#isTaken = false;
    else next();
  }

  /** The thread; a new one where it ended, or where somebody deleted its files under it. */
  async #alive(): Promise<PgliteThread> {
    if (this.#isClosed) throw databaseDown(new Error('it was closed'));
    const isThere = isCluster(join(this.#directory, 'data'));
    if (this.#thread.isAlive && isThere) return this.#thread;
    if (Date.now() < this.#refusedUntil) throw databaseDown(new Error('it could not be opened'));
    try {
      await this.#thread.stop();
      this.#release();
      this.#release = ownDirectory(this.#directory);
      this.#thread = await openIn(this.#directory);
      return this.#thread;
    } catch (error) {
      this.#refusedUntil = Date.now() + REOPEN_AFTER_MS;
      throw databaseDown(error);
    }
  }
}

/** The database of a directory, empty where it had none. */
async function openIn(directory: string): Promise<PgliteThread> {
  const path = join(directory, 'data');
  await layCluster(path);
  return PgliteThread.open(path);
}

function ownOrWrong(directory: string): () => void {
  try {
    return ownDirectory(directory);
  } catch (error) {
    throw error instanceof BondledgerError ? error : wrong(error);
  }
}

const wrong = (cause: unknown): BondledgerError => {
  const reason = cause instanceof Error ? cause.message : '';
  return new BondledgerError({ code: 'DATABASE_WRONG', params: { reason } }, { cause });
};
