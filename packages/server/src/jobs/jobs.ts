import type { FastifyBaseLogger } from 'fastify';
import type { Transaction } from 'kysely';
import { BondledgerError } from '@bondledger/domain';
import type { ItemResult, Job } from '@bondledger/sdk/api';
import type { EventHub } from '../events/event-hub.js';
import {
  ITEMS_AT_ONCE_MAX,
  JOB_CHUNKS_IN_FLIGHT,
  JOB_RETRY_MS_MAX,
  JOB_RETRY_MS_MIN,
  JOBS_RUNNING_MAX,
} from '../limits.js';
import type { ItemOutcome } from '../steps/outcome.js';
import { mayPass } from '../store/database-down.js';
import type { StepItem } from '../steps/step-item.js';
import type { StepTakers } from '../steps/takers.js';
import { JobStore, type JobOrder } from './job-store.js';
import { pause } from './pause.js';
import { runChunk } from './run-chunk.js';
import type { WorkDatabase, WorkTables } from './work-tables.js';

export interface JobParts {
  readonly tables: WorkDatabase;
  readonly takers: StepTakers;
  readonly events: EventHub;
  readonly now: () => Date;
  readonly log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
}

/** Told of a chunk's outcomes before they are kept; after a crash it may be told again. */
export type JobListener = (
  job: Pick<JobOrder, 'jobId' | 'institution' | 'kind'>,
  items: readonly StepItem[],
  outcomes: readonly ItemOutcome[],
) => Promise<void>;

interface Runnable {
  readonly jobId: string;
  readonly institution: string;
  readonly kind: Job['kind'];
  readonly operator: string;
  /** An earlier process had begun it. */
  readonly mayBeThere: boolean;
  /** Somebody waits for it: it does not queue behind a long one. */
  readonly isSmall: boolean;
}

/**
 * Long work: it is in SQL before it is promised, and goes on after a crash where it stopped. Each
 * institution's jobs run one after the other, those of several side by side.
 */
export class Jobs {
  readonly #parts: JobParts;
  readonly #store: JobStore;
  readonly #waiting: Runnable[] = [];
  readonly #running = new Map<string, Promise<void>>();
  /** The institutions of the long jobs that run. */
  readonly #busy = new Map<string, string>();
  readonly #stop = new AbortController();
  readonly #listeners: JobListener[] = [];
  readonly #ends = new Map<string, (() => void)[]>();

  constructor(parts: JobParts) {
    this.#parts = parts;
    this.#store = new JobStore(parts.tables);
  }

  /** Goes on with what an earlier process left. Listeners have to be there before. */
  async resume(): Promise<void> {
    for (const row of await this.#store.unfinished()) {
      this.#waiting.push({
        jobId: row.job_id,
        institution: row.institution,
        kind: row.kind,
        operator: row.operator,
        mayBeThere: row.state === 'RUNNING',
        isSmall: row.total <= ITEMS_AT_ONCE_MAX,
      });
    }
    this.#next();
  }

  onOutcomes(listener: JobListener): void {
    this.#listeners.push(listener);
  }

  /**
   * Keeps a job; it is started by `begin`, or where the process dies before, by the next one.
   *
   * @throws BondledgerError QUEUE_FULL
   */
  add(order: JobOrder, within?: Transaction<WorkTables>): Promise<Job> {
    return this.#store.add(order, this.#now(), within);
  }

  /** Begins a job that was kept, unless it is at work here already. */
  begin({ jobId, institution, kind, operator, items }: JobOrder): void {
    if (this.#isHere(jobId)) return;
    const isSmall = items.length <= ITEMS_AT_ONCE_MAX;
    this.#waiting.push({ jobId, institution, kind, operator, mayBeThere: false, isSmall });
    this.#next();
  }

  find(institution: string, jobId: string): Promise<Job | undefined> {
    return this.#store.find(institution, jobId);
  }

  /** @throws BondledgerError JOB_UNKNOWN: there is none, or it is another institution's. */
  async job(institution: string, jobId: string): Promise<Job> {
    const job = await this.find(institution, jobId);
    if (job === undefined) {
      throw new BondledgerError({ code: 'JOB_UNKNOWN', params: { job: jobId } });
    }
    return job;
  }

  newest(institution: string): Promise<readonly Job[]> {
    return this.#store.newest(institution);
  }

  counts(): Promise<ReadonlyMap<Job['state'], number>> {
    return this.#store.counts();
  }

  results(jobId: string, from: number, limit: number): Promise<readonly ItemResult[]> {
    return this.#store.results(jobId, from, limit);
  }

  /** Resolves when a job that was begun here has ended, this is closed, or some time is over. */
  async ended(jobId: string, waitMs: number): Promise<void> {
    if (!this.#isHere(jobId) || this.#stop.signal.aborted) return;
    const end = new Promise<void>((resolve) => {
      this.#ends.set(jobId, [...(this.#ends.get(jobId) ?? []), resolve]);
    });
    const waited = new AbortController();
    await Promise.race([end, pause(waitMs, waited.signal).catch(() => undefined)]);
    waited.abort();
  }

  #isHere(jobId: string): boolean {
    return this.#running.has(jobId) || this.#waiting.some((each) => each.jobId === jobId);
  }

  /** Stops; what is on its way is waited for. What is undone goes on with the next process. */
  async close(): Promise<void> {
    this.#stop.abort(new BondledgerError({ code: 'SERVER_STOPPING' }));
    await Promise.all(this.#running.values());
    for (const waiters of this.#ends.values()) for (const resolve of waiters) resolve();
    this.#ends.clear();
  }

  #now(): string {
    return this.#parts.now().toISOString();
  }

  /** The oldest jobs whose institutions have none running, and small ones at once. */
  #next(): void {
    if (this.#stop.signal.aborted) return;
    for (const runnable of [...this.#waiting]) {
      const { jobId, institution, isSmall } = runnable;
      const busy = new Set(this.#busy.values());
      const mayRun = isSmall || (this.#busy.size < JOBS_RUNNING_MAX && !busy.has(institution));
      if (!mayRun) continue;
      this.#waiting.splice(this.#waiting.indexOf(runnable), 1);
      if (!isSmall) this.#busy.set(jobId, institution);
      this.#running.set(jobId, this.#guarded(runnable));
    }
  }

  async #guarded(runnable: Runnable): Promise<void> {
    const { jobId } = runnable;
    try {
      await this.#run(runnable);
    } catch (error) {
      await this.#failed(runnable, error);
    } finally {
      this.#running.delete(jobId);
      this.#busy.delete(jobId);
      for (const resolve of this.#ends.get(jobId) ?? []) resolve();
      this.#ends.delete(jobId);
      this.#next();
    }
  }

  /** An institution that is not served here stops it for good. All else the next process tries. */
  async #failed(runnable: Runnable, error: unknown): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const { jobId } = runnable;
    this.#parts.log.error({ err: error, jobId }, 'a job does not go on');
    if (!(error instanceof BondledgerError) || error.code !== 'PARTICIPANT_UNKNOWN') return;
    await this.#endAs(runnable, 'STOPPED').catch((err: unknown) => {
      this.#parts.log.error({ err, jobId }, 'a stopped job is not kept as stopped');
    });
  }

  async #run(runnable: Runnable): Promise<void> {
    const { jobId } = runnable;
    const open = [...(await this.#again(() => this.#store.open(jobId)))];
    await this.#again(() => this.#store.started(jobId));
    const work = async (): Promise<void> => {
      for (let chunk = open.shift(); chunk !== undefined; chunk = open.shift()) {
        await this.#runChunk(runnable, chunk);
      }
    };
    await allEnded(Array.from({ length: JOB_CHUNKS_IN_FLIGHT }, () => work()));
    await this.#endAs(runnable, 'DONE');
  }

  async #runChunk(runnable: Runnable, number: number): Promise<void> {
    const { jobId, institution, operator, mayBeThere } = runnable;
    const { takers } = this.#parts;
    const { signal } = this.#stop;
    signal.throwIfAborted();
    const { items } = await this.#again(() => this.#store.chunk(jobId, number));
    const outcomes = await runChunk(items, {
      institution: takers.desk(institution).institution,
      taker: takers.of(institution),
      operator,
      mayBeThere,
      signal,
      onFailure: (err) => {
        this.#parts.log.warn({ err, jobId }, 'a part of a job is tried again');
      },
    });
    for (const listener of this.#listeners) {
      await this.#again(() => listener(runnable, items, outcomes));
    }
    this.#tell(institution, await this.#again(() => this.#store.answered(jobId, number, outcomes)));
  }

  async #endAs({ jobId, institution }: Runnable, state: 'DONE' | 'STOPPED'): Promise<void> {
    this.#tell(institution, await this.#again(() => this.#store.ended(jobId, state, this.#now())));
  }

  #tell(institution: string, { jobId, state, done }: Job): void {
    this.#parts.events.publish(institution, { type: 'job', jobId, state, done });
  }

  /** A database that is gone will be there again; what is under way waits for it. */
  async #again<T>(call: () => Promise<T>): Promise<T> {
    for (let delay = JOB_RETRY_MS_MIN; ; delay = Math.min(2 * delay, JOB_RETRY_MS_MAX)) {
      try {
        return await call();
      } catch (error) {
        if (this.#stop.signal.aborted || !mayPass(error)) throw error;
      }
      await pause(delay, this.#stop.signal);
    }
  }
}

/** Nothing is under way any more when this answers; the first failure is thrown. */
async function allEnded(work: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(work);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
