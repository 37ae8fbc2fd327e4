import type { Kysely } from 'kysely';
import type { Database } from '@bondledger/database';
import type { Job } from '@bondledger/sdk/api';

/** The schema of the server's own tables: they are the truth, and no part of the read model. */
export const SERVER_SCHEMA = 'server';

export interface JobTable {
  readonly job_id: string;
  readonly institution: string;
  readonly kind: Job['kind'];
  readonly step: Job['step'] | null;
  readonly state: Job['state'];
  readonly operator: string;
  readonly total: number;
  readonly done: number;
  readonly accepted: number;
  readonly refused: number;
  readonly started_at: string;
  readonly ended_at: string | null;
}

/** Items and results are JSON texts. The items are forgotten when their results are there. */
export interface JobChunkTable {
  readonly job_id: string;
  readonly chunk: number;
  /** The index of its first item, and how many it has. */
  readonly first: number;
  readonly size: number;
  readonly items: string | null;
  readonly results: string | null;
}

export interface ApprovalTable {
  readonly approval_id: string;
  readonly institution: string;
  /** The whole request, JSON. */
  readonly request: string;
  readonly step: string;
  readonly items: number;
  /** JSON: what it is about, up to a limit, and what approving it will do. */
  readonly subjects: string;
  readonly sentence: string;
  /** The maker's user name or token, and the name as people say it. */
  readonly maker: string;
  readonly maker_name: string;
  /** The person behind it: the maker, or who made its token. */
  readonly maker_person: string;
  readonly made_at: string;
  readonly state: 'OPEN' | 'APPROVED' | 'REFUSED';
  readonly checker: string | null;
  readonly checked_at: string | null;
  readonly reason: string | null;
  readonly job_id: string | null;
}

/** One row: how the demo's day is driven. */
export interface DriveTable {
  readonly id: number;
  readonly state: 'IDLE' | 'RUNNING' | 'PAUSED' | 'DONE';
  readonly speed: number;
  /** JSON: codes of institutions. */
  readonly by_hand: string;
  /** JSON: how often each step was taken. */
  readonly taken: string;
  readonly started_at: string | null;
}

export interface WorkTables {
  readonly job: JobTable;
  readonly job_chunk: JobChunkTable;
  readonly approval: ApprovalTable;
  readonly drive: DriveTable;
}

export type WorkDatabase = Kysely<WorkTables>;

/** The tables of steps under way, made where they are not there. */
export async function openWorkTables(database: Database): Promise<WorkDatabase> {
  await database.createSchema(SERVER_SCHEMA);
  const tables = database.schema<WorkTables>(SERVER_SCHEMA);
  const { schema } = tables;
  await schema
    .createTable('job')
    .ifNotExists()
    .addColumn('job_id', 'text', (column) => column.primaryKey())
    .addColumn('institution', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('step', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('operator', 'text', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('done', 'integer', (column) => column.notNull())
    .addColumn('accepted', 'integer', (column) => column.notNull())
    .addColumn('refused', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .execute();
  await schema
    .createTable('job_chunk')
    .ifNotExists()
    .addColumn('job_id', 'text', (column) => column.notNull())
    .addColumn('chunk', 'integer', (column) => column.notNull())
    .addColumn('first', 'integer', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('items', 'text')
    .addColumn('results', 'text')
    .addPrimaryKeyConstraint('job_chunk_key', ['job_id', 'chunk'])
    .execute();
  await schema
    .createTable('approval')
    .ifNotExists()
    .addColumn('approval_id', 'text', (column) => column.primaryKey())
    .addColumn('institution', 'text', (column) => column.notNull())
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('items', 'integer', (column) => column.notNull())
    .addColumn('subjects', 'text', (column) => column.notNull())
    .addColumn('sentence', 'text', (column) => column.notNull())
    .addColumn('maker', 'text', (column) => column.notNull())
    .addColumn('maker_name', 'text', (column) => column.notNull())
    .addColumn('maker_person', 'text', (column) => column.notNull())
    .addColumn('made_at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('checker', 'text')
    .addColumn('checked_at', 'text')
    .addColumn('reason', 'text')
    .addColumn('job_id', 'text')
    .execute();
  await schema
    .createTable('drive')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('speed', 'double precision', (column) => column.notNull())
    .addColumn('by_hand', 'text', (column) => column.notNull())
    .addColumn('taken', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .execute();
  await index(tables, 'job', 'job_of_institution', ['institution', 'started_at']);
  await index(tables, 'approval', 'approval_of_institution', ['institution', 'made_at']);
  return tables;
}

async function index(
  tables: WorkDatabase,
  table: 'job' | 'approval',
  name: string,
  columns: readonly string[],
): Promise<void> {
  await tables.schema
    .createIndex(name)
    .ifNotExists()
    .on(table)
    .columns([...columns])
    .execute();
}
