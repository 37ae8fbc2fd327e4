import type { IsoDate } from '../trade/terms.js';
import { dayNumber, isIsoDate, nextDay } from './date.js';

/** The business days of the market: Monday to Friday, less the holidays. */
export interface Calendar {
  isBusinessDay(date: IsoDate): boolean;
  /** The first business day after a date. */
  next(date: IsoDate): IsoDate;
  /** The n-th business day after a date; with n = 0 the date itself, business day or not. */
  add(date: IsoDate, n: number): IsoDate;
  /** How many business days lie after `from`, up to and with `to`; 0 where `to` is not later. */
  businessDaysFrom(from: IsoDate, to: IsoDate): number;
}

const isWeekend = (day: number): boolean => {
  const ofWeek = (day + 1) % 7;
  return ofWeek === 0 || ofWeek === 6;
};

/** Of the first n days of a week that begins on Monday, how many are weekdays. */
const WEEKDAYS_OF_FIRST = [0, 1, 2, 3, 4, 5, 5] as const;

/** Monday to Friday days before a day number; day 0 was a Monday. */
const weekdaysBefore = (day: number): number => {
  // Whole weeks only: the division drops the days of the week that has begun.
  const weeks = Number(BigInt.asUintN(32, BigInt(day) / 7n));
  return weeks * 5 + (WEEKDAYS_OF_FIRST[day % 7] ?? 0);
};

/** How many of the sorted days lie before a limit. */
const countBefore = (days: readonly number[], limit: number): number => {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * The calendar of a set of holidays. The set is the ledger's own, so that an operator can add a day
 * that is declared late; weekend days in it change nothing.
 *
 * @throws RangeError for a holiday that is no date
 */
export const createCalendar = (holidays: readonly IsoDate[]): Calendar => {
  const closed = new Set<number>();
  for (const holiday of holidays) {
    if (!isIsoDate(holiday)) throw new RangeError('a holiday is no date');
    const day = dayNumber(holiday);
    if (!isWeekend(day)) closed.add(day);
  }
  const sorted = [...closed].sort((a, b) => a - b);

  const isBusinessDay = (date: IsoDate): boolean => {
    const day = dayNumber(date);
    return !isWeekend(day) && !closed.has(day);
  };
  const next = (date: IsoDate): IsoDate => {
    let day = nextDay(date);
    while (!isBusinessDay(day)) day = nextDay(day);
    return day;
  };
  const add = (date: IsoDate, n: number): IsoDate => {
    if (!Number.isSafeInteger(n) || n < 0) throw new RangeError('n is a count of days');
    let day = date;
    for (let count = 0; count < n; count += 1) day = next(day);
    return day;
  };
  const businessDaysUpTo = (day: number): number =>
    weekdaysBefore(day + 1) - countBefore(sorted, day + 1);
  const businessDaysFrom = (from: IsoDate, to: IsoDate): number => {
    const first = dayNumber(from);
    const last = dayNumber(to);
    return last <= first ? 0 : businessDaysUpTo(last) - businessDaysUpTo(first);
  };
  return { isBusinessDay, next, add, businessDaysFrom };
};
