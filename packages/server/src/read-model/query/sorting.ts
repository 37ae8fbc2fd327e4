import { sql, type SqlBool, type RawBuilder } from 'kysely';
import type { TradeSort } from '@bondledger/sdk/api';
import type { ChangingTable, TradesTable } from '../tables.js';
import type { Cursor } from './cursor.js';

type Column = keyof TradesTable;
type Name = TradeSort extends infer S ? (S extends `-${string}` ? never : S) : never;

interface Kind {
  readonly column: Column;
  readonly type: 'text' | 'bigint' | 'smallint' | 'date';
}

/** Blocks are in the order of time, so the newest change is in the highest block. */
const KINDS: Readonly<Record<Name, Kind>> = {
  reference: { column: 'reference', type: 'text' },
  state: { column: 'state_no', type: 'smallint' },
  isin: { column: 'isin', type: 'text' },
  faceAmount: { column: 'face_amount', type: 'bigint' },
  settlementAmount: { column: 'settlement_amount', type: 'bigint' },
  settlementDate: { column: 'settlement_date', type: 'date' },
  counterparty: { column: 'counterparty', type: 'text' },
  changedAt: { column: 'height', type: 'bigint' },
  tradeId: { column: 'trade_id', type: 'text' },
};

export interface Sorting extends Kind {
  readonly direction: 'asc' | 'desc';
  /** The table that has a sorted index of it. */
  readonly indexed: 'trades' | 'changing';
}

/** What changes with every step has its index beside the trades. */
const CHANGING: ReadonlySet<string> = new Set<keyof ChangingTable>(['state_no', 'height']);

export function sortingOf(sort: TradeSort): Sorting {
  const isDown = sort.startsWith('-');
  const name = (isDown ? sort.slice(1) : sort) as Name;
  const kind = KINDS[name];
  const indexed = CHANGING.has(kind.column) ? 'changing' : 'trades';
  return { ...kind, direction: isDown ? 'desc' : 'asc', indexed };
}

/** What comes after a cursor: one comparison of a pair, so that an index can begin there. */
export function after(
  { column, type, direction }: Sorting,
  table: Sorting['indexed'],
  cursor: Cursor,
): RawBuilder<SqlBool> {
  const sign = sql.raw(direction === 'asc' ? '>' : '<');
  const { value, tradeId } = cursor;
  const trade = sql.ref(`${table}.trade_id`);
  if (column === 'trade_id') return sql<SqlBool>`${trade} ${sign} ${tradeId}`;
  const given = sql`${value}::text::${sql.raw(type)}`;
  return sql<SqlBool>`(${sql.ref(`${table}.${column}`)}, ${trade}) ${sign} (${given}, ${tradeId})`;
}

/**
 * The sorted column as an expression that no index has. With a filter the planner else walks the
 * sorted index in the hope of fifty hits, and where those lie at its end it walks all of it; so it
 * finds what fits first, from the filter's own index or a scan, and keeps the best fifty.
 */
export function unindexed({ column, type }: Sorting): RawBuilder<unknown> {
  const plain = sql.ref(`trades.${column}`);
  return type === 'text' ? sql`(${plain} || '')` : sql`(${plain} + 0)`;
}
