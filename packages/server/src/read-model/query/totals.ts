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

/** The sums of one filter: by settlement date, since most changes are of one or two dates. */
interface Kept {
  readonly parts: Map<string, Totals>;
  /** Dates with changes since they were summed. */
  readonly stale: Set<string>;
  isWhole: boolean;
  running: Promise<void> | undefined;
}

interface TotalsQuestion {
  readonly tables: Kysely<ReadTables>;
  readonly filter: TradeFilter;
  readonly institution: string;
  readonly day: DayFacts;
}

/**
 * How many trades a filter finds, and how much. All of them are summed once; from then on only the
 * settlement dates that changed.
 */
export class TotalsBook {
  readonly #kept = new Map<string, Kept>();

  /** Trades with these settlement dates changed, and can be read so. */
  changed(settlementDates: Iterable<string>): void {
    const dates = [...settlementDates];
    for (const { stale } of this.#kept.values()) for (const date of dates) stale.add(date);
  }

  /** The tables are other ones. */
  clear(): void {
    this.#kept.clear();
  }

  async read(question: TotalsQuestion): Promise<Totals> {
    const kept = this.#keptOf(question);
    // What is summed at this moment may be from before the newest change.
    if (kept.running !== undefined) await kept.running.catch(() => undefined);
    if (!kept.isWhole || kept.stale.size > 0) {
      kept.running ??= sumUp(question, kept).finally(() => {
        kept.running = undefined;
      });
      await kept.running;
    }
    return [...kept.parts.values()].reduce<Totals>(addTotals, NO_TOTALS);
  }

  #keptOf({ filter, day }: TotalsQuestion): Kept {
    const name = JSON.stringify([filter, day]);
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    if (this.#kept.size >= TOTALS_KEPT) this.#kept.clear();
    const made: Kept = { parts: new Map(), stale: new Set(), isWhole: false, running: undefined };
    this.#kept.set(name, made);
    return made;
  }
}

async function sumUp(question: TotalsQuestion, kept: Kept): Promise<void> {
  const { tables, filter, institution, day } = question;
  const dates = kept.isWhole ? [...kept.stale] : undefined;
  kept.stale.clear();
  try {
    const all = selectTrades(tables, filter, institution, day);
    const some = dates === undefined ? all : all.where('settlement_date', 'in', dates);
    const rows = await some
      .select(['settlement_date', ...SUMS])
      .groupBy('settlement_date')
      .execute();
    for (const date of dates ?? kept.parts.keys()) kept.parts.delete(date);
    for (const row of rows) kept.parts.set(row.settlement_date, totalsOf(row));
    kept.isWhole = true;
  } catch (error) {
    for (const date of dates ?? []) kept.stale.add(date);
    throw error;
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
