import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { DEFINITIONS, TABLES_VERSION } from '../columns.js';
import type { DetailsTable, LotsTable, ReadTables, TradesTable } from '../tables.js';
import type { Batch, Place } from './batch.js';
import { rowsOf } from './seen-trade.js';

export interface WriteTarget {
  readonly database: Kysely<ReadTables>;
  readonly schema: string;
  readonly institution: string;
  readonly ledgerId: string;
}

interface TradeRows {
  readonly trades: TradesTable[];
  readonly details: DetailsTable[];
  readonly lots: LotsTable[];
  /** Trades whose lots are other ones now. */
  readonly moved: string[];
}

function tradeRows({ trades }: Batch, institution: string): TradeRows {
  const made: TradeRows = { trades: [], details: [], lots: [], moved: [] };
  for (const [tradeId, { seen, submittedAt, lotsChanged }] of trades) {
    const { trade, row, detail, lots } = rowsOf(seen, institution);
    made.trades.push(trade);
    made.details.push({
      trade_id: tradeId,
      submitted_at: submittedAt ?? '',
      row,
      detail,
    });
    if (lotsChanged) made.moved.push(tradeId);
    if (lotsChanged) made.lots.push(...lots);
  }
  return made;
}

/**
 * Writes a batch and the checkpoint that belongs to it, or nothing. It is one statement where that
 * can be, since each one costs a way to the database and back.
 */
export async function writeBatch(target: WriteTarget, batch: Batch, place: Place): Promise<void> {
  const rows = tradeRows(batch, target.institution);
  const all = { ...rowsByTable(batch), ...rows, changing: rows.trades };
  if (rows.moved.length === 0) {
    await mainStatement(target, all, place).execute(target.database);
    return;
  }
  await target.database.transaction().execute(async (transaction) => {
    await replaceLots(transaction, target.schema, rows);
    await mainStatement(target, all, place).execute(transaction);
  });
}

async function replaceLots(
  transaction: Transaction<ReadTables>,
  schema: string,
  { moved, lots }: TradeRows,
): Promise<void> {
  const table = sql.table(`${schema}.lots`);
  await sql`delete from ${table} where trade_id = any(${moved}::text[])`.execute(transaction);
  if (lots.length > 0) await sql`${insertInto(schema, 'lots', lots)}`.execute(transaction);
}

type TableName = keyof typeof DEFINITIONS;
type Rows = { readonly [N in TableName]?: readonly ReadTables[N][] };

const rowsByTable = (batch: Batch): Rows => ({
  steps: batch.steps,
  hours: batch.hours(),
  chains: [...batch.chains.values()],
  payments: [...batch.payments.values()],
  issues: [...batch.issues.values()],
  participants: [...batch.participants.values()],
});

/** In the order in which they are written; lots are replaced before. */
const WRITTEN = [
  'trades',
  'changing',
  'details',
  'steps',
  'hours',
  'chains',
  'payments',
  'issues',
  'participants',
] as const;

function mainStatement(
  { schema, ledgerId }: WriteTarget,
  rows: Rows,
  place: Place,
): RawBuilder<unknown> {
  const parts = WRITTEN.flatMap((name) => {
    const own = rows[name];
    if (own === undefined || own.length === 0) return [];
    return [sql`${sql.id(`w_${name}`)} as (${insertInto(schema, name, own)})`];
  });
  const update = sql`update ${sql.table(`${schema}.checkpoint`)} set
    version = ${TABLES_VERSION}, ledger_id = ${ledgerId}, height = ${place.height.toString()},
    hash = ${place.hash}, business_date = ${place.businessDate}, phase = ${place.phase}`;
  return parts.length === 0 ? update : sql`with ${sql.join(parts)} ${update}`;
}

/** Inserts rows, given as one JSON text, or puts them in the place of those with the same key. */
function insertInto(schema: string, name: TableName, rows: readonly object[]): RawBuilder<unknown> {
  const { columns, key } = DEFINITIONS[name];
  const names = Object.keys(columns);
  const quoted = (column: string): string => `"${column}"`;
  const typed = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
  const others = names.filter((column) => !(key as readonly string[]).includes(column));
  const list = sql.raw(names.map(quoted).join(', '));
  const set = sql.raw(others.map((column) => changeOf(name, column)).join(', '));
  return sql`insert into ${sql.table(`${schema}.${name}`)} as old (${list})
    select ${list} from json_to_recordset(${JSON.stringify(rows)}::json)
      as x (${sql.raw(typed.join(', '))})
    on conflict (${sql.raw(key.map(quoted).join(', '))}) do update set ${set}`;
}

/** Sums are added to; when a trade came is written once; all else is put in place. */
function changeOf(table: TableName, column: string): string {
  if (table === 'hours') return `"${column}" = old."${column}" + excluded."${column}"`;
  if (column === 'submitted_at') return `"${column}" = old."${column}"`;
  return `"${column}" = excluded."${column}"`;
}
