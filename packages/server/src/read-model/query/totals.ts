import { sql, type Kysely } from 'kysely';
import type { Totals, TradeFilter } from '@bondledger/sdk/api';
import { DENSE_PART, TOTALS_KEPT } from '../limits.js';
import type { DayFacts } from '../next-steps.js';
import type { ReadTables } from '../tables.js';
import { selectTrades } from './page.js';

export const NO_TOTALS: Totals = { count: 0, faceAmount: '0', settlementAmount: '0' };

/** What sums are selected, of any group of trades. */
export const SUMS = [
  sql<string>`count(*)`.as('count'),
  sql<string>`coalesce(sum(face_amount), 0)`.as('face_amount'),
  sql<string>`coalesce(sum(settlement_amount), 0)`.as('settlement_amount'),
] as const;

interface SumRow {
  readonly count: string;
  readonly face_amount: string;
  readonly settlement_amount: string;
}

export const totalsOf = (row: SumRow): Totals => ({
  count: Number(row.count),
  faceAmount: row.face_amount,
  settlementAmount: row.settlement_amount,
});

export const addTotals = (left: Totals, right: Totals): Totals => ({
  count: left.count + right.count,
  faceAmount: (BigInt(left.faceAmount) + BigInt(right.faceAmount)).toString(),
  settlementAmount: (BigInt(left.settlementAmount) + BigInt(right.settlementAmount)).toString(),
});

/** How many trades a filter finds, and how much: asked once until something changes. */
export class TotalsBook {
  readonly #kept = new Map<string, Promise<Totals>>();
  #changes = -1;

  read(
    tables: Kysely<ReadTables>,
    filter: TradeFilter,
    institution: string,
    day: DayFacts,
    changes: number,
  ): Promise<Totals> {
    if (changes !== this.#changes || this.#kept.size >= TOTALS_KEPT) this.#kept.clear();
    this.#changes = changes;
    const name = JSON.stringify([filter, day]);
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const asked = selectTrades(tables, filter, institution, day)
      .select([...SUMS])
      .executeTakeFirst()
      .then((row) => (row === undefined ? NO_TOTALS : totalsOf(row)));
    this.#kept.set(name, asked);
    asked.catch(() => this.#kept.delete(name));
    return asked;
  }
}

/** Whether so many fit that few of the others can lie before a full page of them. */
export async function isDense(
  tables: Kysely<ReadTables>,
  schema: string,
  { count }: Totals,
): Promise<boolean> {
  const name = `${schema}.trades`;
  const { rows } = await sql<{ all: number }>`
    select reltuples as all from pg_class where oid = to_regclass(${name})`.execute(tables);
  const all = rows[0]?.all ?? 0;
  return all > 0 && count >= all * DENSE_PART;
}
