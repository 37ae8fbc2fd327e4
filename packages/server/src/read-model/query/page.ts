import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import { BondledgerError } from '@bondledger/domain';
import { SqlError } from '@bondledger/database';
import type { TradeFilter, TradeRow, TradeSort } from '@bondledger/sdk/api';
import type { DayFacts } from '../next-steps.js';
import type { ReadTables } from '../tables.js';
import { conditionsOf } from './conditions.js';
import { decodeCursor, encodeCursor, questionOf } from './cursor.js';
import { rowOf, type RowCircumstances } from './row.js';
import { after, sortingOf, unindexed } from './sorting.js';

export interface PageQuestion {
  readonly filter: TradeFilter;
  readonly sort: TradeSort;
  readonly limit: number;
  readonly cursor: string | undefined;
  /** Nearly every trade fits, so the sorted index comes to a full page at once. */
  readonly isDense?: boolean;
}

export interface PageOfRows {
  readonly rows: readonly TradeRow[];
  /** Absent on the last page. */
  readonly next: string | undefined;
}

/** One page of trades. @throws REQUEST_MALFORMED for a cursor of another question */
export async function readPage(
  tables: Kysely<ReadTables>,
  institution: string,
  { filter, sort, limit, cursor, isDense = false }: PageQuestion,
  circumstances: RowCircumstances,
): Promise<PageOfRows> {
  const question = questionOf([filter, sort]);
  const sorting = sortingOf(sort);
  const from = cursor === undefined ? undefined : decodeCursor(question, cursor);
  const isSparse = !isDense && Object.values(filter).some((value) => value !== undefined);
  const table = isSparse ? 'trades' : sorting.indexed;
  const column = sql.ref(`${table}.${sorting.column}`);
  const matching = selectTrades(tables, filter, institution, circumstances.day);
  const walked =
    table === 'trades'
      ? matching
      : matching.innerJoin('changing', 'changing.trade_id', 'trades.trade_id');
  let query = walked
    .select(['trades.trade_id', sql<string>`${column}::text`.as('value')])
    .limit(limit + 1)
    .orderBy(isSparse ? unindexed(sorting) : column, sorting.direction)
    .orderBy(sql.ref(`${table}.trade_id`), sorting.direction);
  if (from !== undefined) query = query.where(after(sorting, table, from));
  const found = await query.execute().catch(asMalformed);
  const shown = found.slice(0, limit);
  const rows = await readRows(
    tables,
    shown.map(({ trade_id: tradeId }) => tradeId),
    circumstances,
  );
  const last = shown.at(-1);
  const next =
    found.length > limit && last !== undefined
      ? encodeCursor(question, { value: last.value, tradeId: last.trade_id })
      : undefined;
  return { rows, next };
}

/** Trades of a filter, nothing of them yet. */
export function selectTrades(
  tables: Kysely<ReadTables>,
  filter: TradeFilter,
  institution: string,
  day: DayFacts,
): SelectQueryBuilder<ReadTables, 'trades', object> {
  return tables
    .selectFrom('trades')
    .where((eb) => eb.and([...conditionsOf(eb, filter, institution, day)]));
}

/** The rows of trades, in the order in which they are named. */
export async function readRows(
  tables: Kysely<ReadTables>,
  tradeIds: readonly string[],
  circumstances: RowCircumstances,
): Promise<readonly TradeRow[]> {
  if (tradeIds.length === 0) return [];
  const details = await tables
    .selectFrom('details')
    .select(['trade_id', 'submitted_at', 'row'])
    .where(sql<boolean>`trade_id = any(${tradeIds}::text[])`)
    .execute();
  const byId = new Map(details.map((each) => [each.trade_id, each]));
  return tradeIds.flatMap((tradeId) => {
    const found = byId.get(tradeId);
    return found === undefined ? [] : [rowOf(found, circumstances)];
  });
}

/** A value that is none of its type came out of a cursor that somebody wrote. */
function asMalformed(error: unknown): never {
  if (error instanceof SqlError && error.code.startsWith('22')) {
    throw new BondledgerError({ code: 'REQUEST_MALFORMED', params: { field: 'cursor' } });
  }
  throw error;
}
