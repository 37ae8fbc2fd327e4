import type { Kysely } from 'kysely';
import { STATES, STEPS, type State, type Step } from '@bondledger/domain';
import type { Summary, Totals } from '@bondledger/sdk/api';
import { bitsInPhase, isTimeFor, stepBit, type DayFacts } from '../next-steps.js';
import type { ReadTables } from '../tables.js';
import { late } from './conditions.js';
import { addTotals, NO_TOTALS, SUMS, totalsOf } from './totals.js';

/** The day in sums: its trades by state and hour; what waits and what is late, of any day. */
export async function readSummary(
  tables: Kysely<ReadTables>,
  settlementDate: string,
  day: DayFacts,
): Promise<Omit<Summary, 'height'>> {
  const byState = await readStates(tables, settlementDate);
  const byHour = await tables
    .selectFrom('hours')
    .selectAll()
    .where('settlement_date', '=', settlementDate)
    .orderBy('hour')
    .execute();
  const [lateRow] = await tables
    .selectFrom('trades')
    .select([...SUMS])
    .where(late(day))
    .execute();
  return {
    settlementDate,
    byState,
    byHour: byHour
      .map((row) => ({ ...totalsOf(row), state: row.state as State, hour: row.hour }))
      .sort((a, b) => a.hour - b.hour || STATES.indexOf(a.state) - STATES.indexOf(b.state)),
    waitsForMe: await readWaits(tables, day),
    late: lateRow === undefined ? NO_TOTALS : totalsOf(lateRow),
    totals: byState.reduce<Totals>(addTotals, NO_TOTALS),
  };
}

/**
 * The day that people work for: the first settlement date from a business date on that has trades,
 * or the business date itself where there is none. On a trade date that is the next day.
 */
export async function workingDate(
  tables: Kysely<ReadTables>,
  businessDate: string,
): Promise<string> {
  const [row] = await tables
    .selectFrom('trades')
    .select('settlement_date')
    .where('settlement_date', '>=', businessDate)
    .orderBy('settlement_date')
    .limit(1)
    .execute();
  return row?.settlement_date ?? businessDate;
}

async function readStates(
  tables: Kysely<ReadTables>,
  settlementDate: string,
): Promise<Summary['byState']> {
  const rows = await tables
    .selectFrom('trades')
    .select(['state', ...SUMS])
    .where('settlement_date', '=', settlementDate)
    .groupBy(['state', 'state_no'])
    .orderBy('state_no')
    .execute();
  return rows.map((row) => ({ ...totalsOf(row), state: row.state as State }));
}

/** A trade may wait for two steps at once, one of each side: it is counted with both. */
async function readWaits(
  tables: Kysely<ReadTables>,
  day: DayFacts,
): Promise<Summary['waitsForMe']> {
  const rows = await tables
    .selectFrom('trades')
    .select(['waits', 'settlement_date', ...SUMS])
    .where((eb) => eb.and([eb.not('is_final'), eb('waits', '<>', 0)]))
    .groupBy(['waits', 'settlement_date'])
    .execute();
  const sums = new Map<Step, Totals>();
  const inPhase = bitsInPhase(day.phase);
  for (const row of rows) {
    for (const step of STEPS) {
      if ((row.waits & inPhase & stepBit(step)) === 0) continue;
      if (!isTimeFor(step, row.settlement_date, day)) continue;
      sums.set(step, addTotals(sums.get(step) ?? NO_TOTALS, totalsOf(row)));
    }
  }
  return STEPS.flatMap((step) => {
    const sum = sums.get(step);
    return sum === undefined ? [] : [{ ...sum, step }];
  });
}
