import { sql, type Kysely } from 'kysely';
import { BOK, BondledgerError } from '@bondledger/domain';
import { SqlError, type Database } from '@bondledger/database';
import { HEIGHT_WAIT_MS, RETRY_FIRST_MS, RETRY_MOST_MS, TEND_AFTER_ROWS } from '../limits.js';
import type { DayFacts } from '../next-steps.js';
import type { Progress } from '../read-model.js';
import { schemaOf, type ReadTables } from '../tables.js';
import type { Batch, Place } from './batch.js';
import { Names } from './names.js';
import { openTables, type Dropped } from './open-tables.js';
import { isStop, Projection, type FollowedDesk } from './projection.js';

/** What happened to a projection, for logs: codes and identifiers only. */
export type ProjectionEvent =
  | { readonly event: 'dropped'; readonly institution: string; readonly reason: Dropped }
  | { readonly event: 'built'; readonly institution: string; readonly height: number }
  | { readonly event: 'failed'; readonly institution: string; readonly error: unknown };

export interface ProjectorOptions {
  readonly desk: FollowedDesk;
  readonly database: Database;
  readonly onEvent: (event: ProjectionEvent) => void;
  readonly onWritten: (batch: Batch, place: Place) => void;
}

interface Waiter {
  readonly height: number;
  readonly resolve: () => void;
}

/** Keeps one institution's tables up with its ledger, whatever happens to the database. */
export class Projector {
  readonly institution: string;
  readonly tables: Kysely<ReadTables>;
  readonly names = new Names();
  /** The same tables, for what is written: whoever asks goes first. */
  readonly #behind: Kysely<ReadTables>;
  readonly #options: ProjectorOptions;
  readonly #stopped = new AbortController();
  #session = new AbortController();
  #isAsked = false;
  #isBuilding = true;
  #isWhole = false;
  #target = 0;
  #isDown = false;
  #place: Place | undefined;
  #lagMs = 0;
  /** Written since the tables were swept. */
  #rows = 0;
  #day: DayFacts | undefined;
  readonly #waiters = new Set<Waiter>();
  readonly #running: Promise<void>;

  constructor(options: ProjectorOptions) {
    this.#options = options;
    this.institution = options.desk.code;
    const schema = schemaOf(options.desk.code);
    this.tables = options.database.schema<ReadTables>(schema);
    this.#behind = options.database.schema<ReadTables>(schema, 'behind');
    this.#running = this.#run();
  }

  /** The newest block whose writes can be read; -1 before the first. */
  get height(): number {
    return this.#place?.height ?? -1;
  }

  /** The business date and phase at that block. */
  get day(): DayFacts {
    return this.#day ?? { businessDate: '', phase: 'CLOSED' };
  }

  progress(): Progress {
    const { institution, height } = this;
    const { book } = this.#options.desk.institution;
    const behind = Math.max(0, book.height - height);
    return { institution, height, behind, lagMs: this.#lagMs };
  }

  /**
   * Answers when the tables can be asked.
   *
   * @throws BondledgerError DATABASE_DOWN, READ_MODEL_BUILDING, HEIGHT_NOT_REACHED
   */
  async ready(atLeastHeight?: number): Promise<void> {
    this.#refuseIfDown();
    if (atLeastHeight !== undefined && (this.#isBuilding || atLeastHeight > this.height)) {
      await this.#reaches(atLeastHeight, AbortSignal.timeout(HEIGHT_WAIT_MS));
      this.#refuseIfDown();
    }
    if (this.#isBuilding) {
      const params = { height: Math.max(0, this.height).toString() };
      throw new BondledgerError({ code: 'READ_MODEL_BUILDING', params });
    }
    if (atLeastHeight === undefined || atLeastHeight <= this.height) return;
    const params = { height: atLeastHeight.toString() };
    throw new BondledgerError({ code: 'HEIGHT_NOT_REACHED', params });
  }

  #refuseIfDown(): void {
    if (this.#isDown) throw new BondledgerError({ code: 'DATABASE_DOWN' });
  }

  /** Drops the tables and builds them anew. @throws BondledgerError REQUEST_ABORTED */
  async rebuild(
    onProgress: (height: number, of: number) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    // Nobody is answered from tables that are about to go.
    this.#isAsked = true;
    this.#isBuilding = true;
    this.#place = undefined;
    this.#session.abort();
    const { height: target } = await this.#options.desk.transport.head();
    const ends = AbortSignal.any([this.#stopped.signal, ...(signal === undefined ? [] : [signal])]);
    while (this.height < target) {
      const reached = await this.#reaches(Math.max(0, this.height + 1), ends);
      if (!reached) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
      onProgress(Math.min(this.height, target), target);
    }
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    this.#session.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { desk, onEvent } = this.#options;
    let wait = RETRY_FIRST_MS;
    while (!this.#stopped.signal.aborted) {
      this.#session = new AbortController();
      try {
        const before = this.height;
        await this.#follow();
        if (this.height > before) wait = RETRY_FIRST_MS;
      } catch (error) {
        if (!isStop(error)) {
          this.#isDown = isDatabase(error);
          onEvent({ event: 'failed', institution: desk.code, error });
        }
      }
      if (this.#session.signal.aborted) continue;
      await pause(wait, this.#session.signal);
      wait = Math.min(wait * 2, RETRY_MOST_MS);
    }
  }

  async #follow(): Promise<void> {
    const { desk, onEvent } = this.#options;
    const schema = schemaOf(desk.code);
    const { transport } = desk;
    const isAsked = this.#isAsked;
    const opened = await openTables(this.tables, schema, transport, isAsked);
    if (isAsked) this.#isAsked = false;
    const { dropped, height, hash, day, isWhole } = opened;
    this.#isWhole = isWhole;
    if (!isWhole) this.#isBuilding = true;
    if (dropped !== undefined) {
      onEvent({ event: 'dropped', institution: desk.code, reason: dropped });
    }
    this.#isDown = false;
    this.#target = (await transport.head()).height;
    await this.names.load(this.tables);
    const named = desk.code === BOK ? await namedByPayments(this.tables) : [];
    const { businessDate = '', phase = '' } = day ?? {};
    if (height >= 0) this.#reached({ height, hash, time: '', businessDate, phase });
    else this.#place = undefined;
    const projection = new Projection(
      desk,
      this.#behind,
      { ...opened, named },
      {
        written: (batch, place) => this.#written(batch, place),
        reached: (place) => this.#reached(place),
      },
    );
    await projection.run(height + 1, this.#session.signal);
  }

  #written(batch: Batch, place: Place): void {
    this.names.learn(batch);
    this.#rows += batch.size;
    this.#reached(place);
    this.#options.onWritten(batch, place);
    if (this.#rows >= TEND_AFTER_ROWS && this.progress().behind === 0) this.#tend();
  }

  /** PGlite has nobody who sweeps and counts in the background; a server has. */
  #tend(): void {
    this.#rows = 0;
    const schema = schemaOf(this.institution);
    const tables = ['trades', 'changing', 'details', 'steps', 'hours'].map(
      (name) => `${schema}.${name}`,
    );
    const sweep = this.#options.database.kind === 'pglite' ? 'vacuum (analyze)' : 'analyze';
    // The next rows ask for it again where it fails.
    sql
      .raw(`${sweep} ${tables.join(', ')}`)
      .execute(this.#behind)
      .catch(() => undefined);
  }

  #reached(place: Place): void {
    this.#place = place;
    if (place.time !== '') this.#lagMs = Math.max(0, Date.now() - Date.parse(place.time));
    const { businessDate, phase } = place;
    if (phase === 'OPEN' || phase === 'CUT_OFF' || phase === 'CLOSED') {
      this.#day = { businessDate, phase };
    }
    // Tables that were whole once may be asked at once, however old; others when they are complete.
    if (this.#isBuilding && (this.#isWhole || place.height >= this.#target)) this.#built();
    for (const waiter of this.#waiters) if (waiter.height <= place.height) waiter.resolve();
  }

  #built(): void {
    this.#isBuilding = false;
    const { institution, height } = this;
    this.#options.onEvent({ event: 'built', institution, height });
    if (this.#isWhole) return;
    this.#isWhole = true;
    // Where it fails, the next process finds out by itself that nothing is missing.
    this.tables
      .updateTable('checkpoint')
      .set({ is_whole: true })
      .execute()
      .catch(() => undefined);
  }

  /** Whether a height was reached before the signal. */
  #reaches(height: number, signal: AbortSignal): Promise<boolean> {
    if (this.height >= height) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (isReached: boolean): void => {
        this.#waiters.delete(waiter);
        signal.removeEventListener('abort', onAbort);
        resolve(isReached);
      };
      const onAbort = (): void => end(false);
      const waiter = { height, resolve: () => end(true) };
      this.#waiters.add(waiter);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
    });
  }
}

async function namedByPayments(tables: Kysely<ReadTables>): Promise<readonly string[]> {
  const rows = await tables.selectFrom('payments').select('trade_ids').execute();
  return rows.flatMap(({ trade_ids: ids }) => ids);
}

const isDatabase = (error: unknown): boolean =>
  error instanceof SqlError || (error instanceof BondledgerError && error.code === 'DATABASE_DOWN');

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    timer.unref();
    signal.addEventListener('abort', end, { once: true });
  });
}
