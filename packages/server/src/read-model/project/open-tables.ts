import { sql, type Kysely } from 'kysely';
import { hashOfHeader, nodeCrypto, type DayRecord } from '@bondledger/contract';
import type { Phase } from '@bondledger/domain';
import { SqlError } from '@bondledger/database';
import type { Transport } from '@bondledger/sdk';
import { createStatement, TABLE_NAMES, TABLES_VERSION } from '../columns.js';
import type { CheckpointTable, ReadTables } from '../tables.js';

/** Why tables were dropped and are built anew. */
export type Dropped =
  'NEW' | 'TABLES_MISSING' | 'VERSION_OTHER' | 'LEDGER_OTHER' | 'BLOCK_OTHER' | 'ASKED';

export interface OpenedTables {
  /** The newest block whose rows are there; -1 before block 0. */
  readonly height: number;
  readonly hash: string;
  readonly day: DayRecord | undefined;
  readonly dropped: Dropped | undefined;
  /** False where a process before had not built them to the end. */
  readonly isWhole: boolean;
}

/**
 * The tables of an institution, ready for the block after the checkpoint. Tables of another
 * version, of another ledger, or with some missing are dropped: the ledger gives all of it again.
 */
export async function openTables(
  database: Kysely<ReadTables>,
  schema: string,
  transport: Pick<Transport, 'ledgerId' | 'head' | 'blocks'>,
  isAsked: boolean,
): Promise<OpenedTables> {
  const checkpoint = isAsked ? undefined : await readCheckpoint(database, schema);
  const dropped = isAsked ? 'ASKED' : await whyDropped(database, schema, transport, checkpoint);
  if (checkpoint !== undefined && dropped === undefined) {
    const { business_date: businessDate, phase } = checkpoint;
    const day = businessDate === '' ? undefined : { businessDate, phase: phase as Phase };
    const { height, hash, is_whole: isWhole } = checkpoint;
    return { height: Number(height), hash, day, dropped: undefined, isWhole };
  }
  await sql.raw(createStatement(schema)).execute(database);
  await database
    .insertInto('checkpoint')
    .values({
      version: TABLES_VERSION,
      ledger_id: transport.ledgerId,
      height: '-1',
      hash: '',
      business_date: '',
      phase: '',
      is_whole: false,
    })
    .execute();
  return { height: -1, hash: '', day: undefined, dropped, isWhole: false };
}

/** PostgreSQL's codes for a table, a column and a schema that are not there. */
const NOT_THERE: ReadonlySet<string> = new Set(['42P01', '42703', '3F000']);

async function readCheckpoint(
  database: Kysely<ReadTables>,
  schema: string,
): Promise<CheckpointTable | undefined> {
  try {
    const table = sql.table(`${schema}.checkpoint`);
    const { rows } = await sql<CheckpointTable>`select * from ${table}`.execute(database);
    return rows[0];
  } catch (error) {
    if (error instanceof SqlError && NOT_THERE.has(error.code)) return undefined;
    throw error;
  }
}

async function whyDropped(
  database: Kysely<ReadTables>,
  schema: string,
  transport: Pick<Transport, 'ledgerId' | 'head' | 'blocks'>,
  checkpoint: CheckpointTable | undefined,
): Promise<Dropped | undefined> {
  const tables = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = ${schema} order by tablename collate "C"`.execute(database);
  if (tables.rows.length === 0) return 'NEW';
  if (checkpoint === undefined) return 'TABLES_MISSING';
  if (checkpoint.version !== TABLES_VERSION) return 'VERSION_OTHER';
  if (tables.rows.map(({ name }) => name).join() !== TABLE_NAMES.join()) return 'TABLES_MISSING';
  if (checkpoint.ledger_id !== transport.ledgerId) return 'LEDGER_OTHER';
  const height = Number(checkpoint.height);
  if (height < 0) return undefined;
  if (height > (await transport.head()).height) return 'BLOCK_OTHER';
  return (await hashAt(transport, height)) === checkpoint.hash ? undefined : 'BLOCK_OTHER';
}

async function hashAt(
  transport: Pick<Transport, 'blocks'>,
  height: number,
): Promise<string | undefined> {
  const stop = new AbortController();
  try {
    for await (const { header } of transport.blocks(height, stop.signal)) {
      return hashOfHeader(nodeCrypto, header);
    }
  } finally {
    stop.abort();
  }
  return undefined;
}
