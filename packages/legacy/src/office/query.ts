import { BondledgerError, isAmount } from '@bondledger/domain';
import { sql, type Kysely, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { OfficeRole, OfficeRow, OfficeState } from './entry.js';
import { rowOf } from './row.js';
import type { OfficeTables } from './tables.js';

/** Any combination of conditions; what is left out does not filter. Amounts are won, as text. */
export interface OfficeConditions {
  readonly tradeDateFrom?: string | undefined;
  readonly tradeDateTo?: string | undefined;
  readonly role?: OfficeRole | undefined;
  readonly counterparty?: string | undefined;
  readonly isin?: string | undefined;
  readonly state?: readonly OfficeState[] | undefined;
  /** How the reference begins. */
  readonly reference?: string | undefined;
  /** Of the settlement amount. */
  readonly amountFrom?: string | undefined;
  readonly amountTo?: string | undefined;
}

const SORT_COLUMNS = {
  reference: 'reference',
  settlementAmount: 'settlement_amount',
  faceAmount: 'face_amount',
  isin: 'isin',
  counterparty: 'counterparty',
  state: 'state',
} as const;
type SortColumn = keyof typeof SORT_COLUMNS;

/** A minus before it: downwards. */
export type OfficeSort = SortColumn | `-${SortColumn}`;

export interface OfficePageWish {
  readonly sort: OfficeSort;
  readonly limit: number;
  /** The `next` of the page before, of the same question. */
  readonly cursor?: string | undefined;
}

export interface OfficePageOf {
  readonly rows: readonly OfficeRow[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** Over all pages; won. */
export interface OfficeTotals {
  readonly count: number;
  readonly faceAmount: bigint;
  readonly settlementAmount: bigint;
}

type Filtered = SelectQueryBuilder<OfficeTables, 'trade', object>;

function filtered(tables: Kysely<OfficeTables>, wanted: OfficeConditions): Filtered {
  const { tradeDateFrom, tradeDateTo, state, reference, amountFrom, amountTo } = wanted;
  const prefix = reference?.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  let query: Filtered = tables.selectFrom('trade');
  for (const column of ['role', 'counterparty', 'isin'] as const) {
    const value = wanted[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  if (tradeDateFrom !== undefined) query = query.where('trade_date', '>=', tradeDateFrom);
  if (tradeDateTo !== undefined) query = query.where('trade_date', '<=', tradeDateTo);
  if (state !== undefined) query = query.where('state', 'in', state);
  if (prefix !== undefined) query = query.where('reference', 'like', `${prefix}%`);
  if (amountFrom !== undefined) query = query.where('settlement_amount', '>=', amountFrom);
  if (amountTo !== undefined) query = query.where('settlement_amount', '<=', amountTo);
  return query;
}

/** One page, by keys: rows that come meanwhile neither shift nor repeat others. */
export async function readPage(
  tables: Kysely<OfficeTables>,
  wanted: OfficeConditions,
  { sort, limit, cursor }: OfficePageWish,
): Promise<OfficePageOf> {
  const isDown = sort.startsWith('-');
  const column = SORT_COLUMNS[sort.replace('-', '') as SortColumn];
  let query = filtered(tables, wanted).selectAll();
  if (cursor !== undefined) query = query.where(after(sort, column, isDown, cursor));
  const direction = isDown ? 'desc' : 'asc';
  const found = await query
    .orderBy(column, direction)
    .orderBy('office_id', direction)
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next =
    found.length > limit && last !== undefined
      ? { next: encodeCursor([sort, last[column], last.office_id]) }
      : {};
  return { rows: rows.map(rowOf), ...next };
}

export async function readTotals(
  tables: Kysely<OfficeTables>,
  wanted: OfficeConditions,
): Promise<OfficeTotals> {
  const sums = await filtered(tables, wanted)
    .select(({ fn }) => [
      fn.countAll<string>().as('count'),
      fn.coalesce(fn.sum<string>('face_amount'), sql<string>`0`).as('face'),
      fn.coalesce(fn.sum<string>('settlement_amount'), sql<string>`0`).as('settlement'),
    ])
    .executeTakeFirstOrThrow();
  return {
    count: Number(sums.count),
    faceAmount: BigInt(sums.face),
    settlementAmount: BigInt(sums.settlement),
  };
}

type CursorParts = readonly [sort: string, value: string, officeId: string];

const encodeCursor = (parts: CursorParts): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

const MAX_ID = 2n ** 63n;
const isId = (text: string): boolean => /^[1-9][0-9]{0,18}$/.test(text) && BigInt(text) < MAX_ID;

/** Whether a text can be the identifier of an entry at all. */
export const isOfficeId = isId;

function after(
  sort: OfficeSort,
  column: (typeof SORT_COLUMNS)[SortColumn],
  isDown: boolean,
  cursor: string,
): RawBuilder<boolean> {
  const [, value, officeId] = decodeCursor(sort, column, cursor);
  const operator = sql.raw(isDown ? '<' : '>');
  return sql<boolean>`(${sql.ref(column)}, office_id) ${operator} (${value}, ${officeId})`;
}

function decodeCursor(sort: string, column: string, cursor: string): CursorParts {
  const wrong = new BondledgerError({ code: 'REQUEST_MALFORMED', params: { field: 'cursor' } });
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw wrong;
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw wrong;
  const members: readonly unknown[] = parts;
  const [was, value, officeId] = members;
  const isWhole = was === sort && typeof value === 'string' && typeof officeId === 'string';
  if (!isWhole || !isId(officeId) || value.includes('\0')) throw wrong;
  if (column.endsWith('amount') && !isAmount(value)) throw wrong;
  return [was, value, officeId];
}
