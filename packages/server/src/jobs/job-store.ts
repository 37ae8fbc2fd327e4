import { sql, type Transaction } from 'kysely';
import { BondledgerError } from '@bondledger/domain';
import type { ItemResult, Job } from '@bondledger/sdk/api';
import {
  JOB_CHUNK_ITEMS,
  JOB_FIRST_CHUNK_ITEMS,
  JOBS_KEPT,
  JOBS_SHOWN,
  JOBS_WAITING_MAX,
} from '../limits.js';
import { numbered, type ItemOutcome } from '../steps/outcome.js';
import { groupsOf, type StepItem } from '../steps/step-item.js';
import type { JobChunkTable, JobTable, WorkDatabase, WorkTables } from './work-tables.js';

/** What is to be done, and for whom. */
export interface JobOrder {
  readonly jobId: string;
  readonly institution: string;
  readonly kind: Job['kind'];
  readonly operator: string;
  readonly items: readonly StepItem[];
}

export interface StoredChunk {
  readonly chunk: number;
  readonly first: number;
  readonly items: readonly StepItem[];
}

/** Rows of one statement: a message to the database stays within some megabytes. */
const CHUNKS_A_STATEMENT = 16;

export const jobOf = (row: JobTable): Job => ({
  jobId: row.job_id,
  kind: row.kind,
  state: row.state,
  ...(row.step === null ? {} : { step: row.step }),
  total: row.total,
  done: row.done,
  accepted: row.accepted,
  refused: row.refused,
  startedAt: row.started_at,
  ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  href: `/api/jobs/${row.job_id}`,
});

/** Jobs with their items and results, in SQL: what is stored survives the process. */
export class JobStore {
  readonly #tables: WorkDatabase;

  constructor(tables: WorkDatabase) {
    this.#tables = tables;
  }

  /** @throws BondledgerError QUEUE_FULL where too many of the institution's jobs wait. */
  async add(order: JobOrder, now: string, within?: Transaction<WorkTables>): Promise<Job> {
    if (within !== undefined) return insert(within, order, now);
    return this.#tables.transaction().execute((transaction) => insert(transaction, order, now));
  }

  /** Undefined where the institution has no such job. */
  async find(institution: string, jobId: string): Promise<Job | undefined> {
    const row = await this.#tables
      .selectFrom('job')
      .selectAll()
      .where('job_id', '=', jobId)
      .where('institution', '=', institution)
      .executeTakeFirst();
    return row && jobOf(row);
  }

  async newest(institution: string): Promise<readonly Job[]> {
    const rows = await this.#tables
      .selectFrom('job')
      .selectAll()
      .where('institution', '=', institution)
      .orderBy('started_at', 'desc')
      .orderBy('job_id')
      .limit(JOBS_SHOWN)
      .execute();
    return rows.map(jobOf);
  }

  /** How many jobs there are in each state, of all institutions. */
  async counts(): Promise<ReadonlyMap<Job['state'], number>> {
    const rows = await this.#tables
      .selectFrom('job')
      .select(({ fn }) => ['state', fn.countAll<string>().as('count')])
      .groupBy('state')
      .execute();
    return new Map(rows.map(({ state, count }) => [state, Number(count)]));
  }

  /** What an earlier process left undone, oldest first. */
  async unfinished(): Promise<readonly JobTable[]> {
    return this.#tables
      .selectFrom('job')
      .selectAll()
      .where('state', 'in', ['WAITING', 'RUNNING'])
      .orderBy('started_at')
      .orderBy('job_id')
      .execute();
  }

  /** The numbers of the chunks that have no results. */
  async open(jobId: string): Promise<readonly number[]> {
    const rows = await this.#tables
      .selectFrom('job_chunk')
      .select('chunk')
      .where('job_id', '=', jobId)
      .where('results', 'is', null)
      .orderBy('chunk')
      .execute();
    return rows.map(({ chunk }) => chunk);
  }

  async chunk(jobId: string, chunk: number): Promise<StoredChunk> {
    const { first, items } = await this.#tables
      .selectFrom('job_chunk')
      .select(['first', 'items'])
      .where('job_id', '=', jobId)
      .where('chunk', '=', chunk)
      .executeTakeFirstOrThrow();
    return { chunk, first, items: JSON.parse(items ?? '[]') as readonly StepItem[] };
  }

  async started(jobId: string): Promise<void> {
    await this.#tables
      .updateTable('job')
      .set({ state: 'RUNNING' })
      .where('job_id', '=', jobId)
      .execute();
  }

  /** Keeps the results of a chunk, once, and forgets its items. */
  async answered(jobId: string, chunk: number, outcomes: readonly ItemOutcome[]): Promise<Job> {
    const accepted = outcomes.filter(({ status }) => status === 'ACCEPTED').length;
    return this.#tables.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('job_chunk')
        .set({ results: JSON.stringify(outcomes), items: null })
        .where('job_id', '=', jobId)
        .where('chunk', '=', chunk)
        .where('results', 'is', null)
        .executeTakeFirstOrThrow();
      const isNew = numUpdatedRows > 0n ? 1 : 0;
      const row = await transaction
        .updateTable('job')
        .set({
          done: sql<number>`done + ${isNew * outcomes.length}`,
          accepted: sql<number>`accepted + ${isNew * accepted}`,
          refused: sql<number>`refused + ${isNew * (outcomes.length - accepted)}`,
        })
        .where('job_id', '=', jobId)
        .returningAll()
        .executeTakeFirstOrThrow();
      return jobOf(row);
    });
  }

  async ended(jobId: string, state: 'DONE' | 'STOPPED', now: string): Promise<Job> {
    const row = await this.#tables
      .updateTable('job')
      .set({ state, ended_at: now })
      .where('job_id', '=', jobId)
      .returningAll()
      .executeTakeFirstOrThrow();
    return jobOf(row);
  }

  /**
   * Results from an index on, at most so many: as far as they are there without a gap, since
   * chunks may be answered out of order.
   */
  async results(jobId: string, from: number, limit: number): Promise<readonly ItemResult[]> {
    const rows = await this.#tables
      .selectFrom('job_chunk')
      .select(['first', 'results'])
      .where('job_id', '=', jobId)
      .where(sql<boolean>`first + size > ${from}`)
      .orderBy('first')
      .limit(chunksFor(limit))
      .execute();
    const found: ItemResult[] = [];
    for (const { first, results } of rows) {
      if (results === null) break;
      for (const each of numbered(JSON.parse(results) as readonly ItemOutcome[], first)) {
        if (each.index >= from && found.length < limit) found.push(each);
      }
    }
    return found;
  }
}

const chunkItems = (number: number): number =>
  Math.min(JOB_CHUNK_ITEMS, JOB_FIRST_CHUNK_ITEMS * 2 ** number);

/** Chunks that have so many items in any case, wherever one begins. */
function chunksFor(items: number): number {
  let chunks = 1;
  for (let has = 0; has < items; chunks += 1) has += chunkItems(chunks - 1);
  return chunks;
}

/** Rows of about `JOB_CHUNK_ITEMS` items, the first ones less; what is linked stays together. */
function chunksOf({ jobId, items }: JobOrder): readonly JobChunkTable[] {
  const chunks: StepItem[][] = [[]];
  for (const group of groupsOf(items)) {
    const last = chunks.at(-1);
    if (
      last === undefined ||
      last.length === 0 ||
      last.length + group.length <= chunkItems(chunks.length - 1)
    ) {
      last?.push(...group);
    } else {
      chunks.push([...group]);
    }
  }
  let first = 0;
  return chunks.map((chunk, number) => {
    const at = first;
    first += chunk.length;
    return {
      job_id: jobId,
      chunk: number,
      first: at,
      size: chunk.length,
      items: JSON.stringify(chunk),
      results: null,
    };
  });
}

async function insert(
  transaction: Transaction<WorkTables>,
  order: JobOrder,
  now: string,
): Promise<Job> {
  const { institution } = order;
  const { count } = await transaction
    .selectFrom('job')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('institution', '=', institution)
    .where('state', 'in', ['WAITING', 'RUNNING'])
    .executeTakeFirstOrThrow();
  if (Number(count) >= JOBS_WAITING_MAX) {
    throw new BondledgerError({ code: 'QUEUE_FULL', params: { queue: `jobs ${institution}` } });
  }
  await forgetOld(transaction, institution);
  const row = {
    job_id: order.jobId,
    institution,
    kind: order.kind,
    step: order.items[0]?.step ?? null,
    state: 'WAITING',
    operator: order.operator,
    total: order.items.length,
    done: 0,
    accepted: 0,
    refused: 0,
    started_at: now,
    ended_at: null,
  } as const;
  await transaction.insertInto('job').values(row).execute();
  const chunks = chunksOf(order);
  for (let from = 0; from < chunks.length; from += CHUNKS_A_STATEMENT) {
    const some = chunks.slice(from, from + CHUNKS_A_STATEMENT);
    await transaction.insertInto('job_chunk').values(some).execute();
  }
  return jobOf(row);
}

async function forgetOld(transaction: Transaction<WorkTables>, institution: string): Promise<void> {
  const old = await transaction
    .selectFrom('job')
    .select('job_id')
    .where('institution', '=', institution)
    .where('ended_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .offset(JOBS_KEPT)
    .execute();
  const ids = old.map(({ job_id }) => job_id);
  if (ids.length === 0) return;
  await transaction.deleteFrom('job_chunk').where('job_id', 'in', ids).execute();
  await transaction.deleteFrom('job').where('job_id', 'in', ids).execute();
}
