import {
  afterCutOffSteps,
  settlementSteps,
  tradeDateSteps,
  type Books,
  type CentralBankDesk,
  type DayStep,
} from '@bondledger/consortium';
import type { DayRecord } from '@bondledger/contract';
import { isFinal, type Calendar, type IsoDate } from '@bondledger/domain';
import type { Institution } from '@bondledger/sdk';

/** What of the market is not done: the dates on which something is still to happen. */
export interface OpenDates {
  /** Settlement dates of trades that did not end, and trade dates of what is not submitted. */
  readonly settlement: ReadonlySet<IsoDate>;
  readonly trade: ReadonlySet<IsoDate>;
}

export function openDates(ksd: Institution, tradeDates: ReadonlySet<IsoDate>): OpenDates {
  const settlement = new Set<IsoDate>();
  for (const { core } of ksd.book.trades()) {
    if (!isFinal(core.state)) settlement.add(core.terms.settlementDate);
  }
  return { settlement, trade: tradeDates };
}

const reached = (dates: ReadonlySet<IsoDate>, today: IsoDate): boolean =>
  [...dates].some((date) => date <= today);

/** The steps that are due in a phase of the day. */
export function stepsOf(
  day: DayRecord,
  dates: OpenDates,
  booksOf: (institution: string) => Books,
  desk: CentralBankDesk,
): readonly DayStep[] {
  const settles = reached(dates.settlement, day.businessDate);
  if (day.phase === 'OPEN') {
    return [...tradeDateSteps(booksOf), ...(settles ? settlementSteps(desk) : [])];
  }
  return day.phase === 'CUT_OFF' && settles ? afterCutOffSteps(desk) : [];
}

/** Where the day goes when its steps are done; undefined where nothing more is to come. */
export function nextDay(
  day: DayRecord,
  dates: OpenDates,
  calendar: Calendar,
): DayRecord | undefined {
  const { businessDate, phase } = day;
  if (phase === 'OPEN') return { businessDate, phase: 'CUT_OFF' };
  if (phase === 'CUT_OFF') return { businessDate, phase: 'CLOSED' };
  const [next] = [...dates.settlement, ...dates.trade].filter((date) => date > businessDate).sort();
  if (next === undefined) return undefined;
  // A holiday that was declared later rolls what was to settle on it.
  return { businessDate: calendar.isBusinessDay(next) ? next : calendar.next(next), phase: 'OPEN' };
}
