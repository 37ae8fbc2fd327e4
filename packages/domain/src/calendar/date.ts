import type { IsoDate } from '../trade/terms.js';

/** The years in which dates are read; a date outside them is refused. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2199;

const ISO_DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const COMPACT_DATE = /^[0-9]{8}$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days from 1900-01-01 to each 1 January. Tables instead of divisions keep everything integral. */
const YEAR_STARTS: readonly number[] = (() => {
  const starts: number[] = [0];
  for (let year = FIRST_YEAR, days = 0; year <= LAST_YEAR; year += 1) {
    days += isLeap(year) ? 366 : 365;
    starts.push(days);
  }
  return starts;
})();

const MONTH_STARTS: readonly number[] = (() => {
  const starts: number[] = [];
  let days = 0;
  for (const length of MONTH_LENGTHS) {
    starts.push(days);
    days += length;
  }
  return starts;
})();

const digit = (text: string, index: number): number => text.charCodeAt(index) - 48;
const yearOf = (date: IsoDate): number =>
  digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3);
const monthOf = (date: IsoDate): number => digit(date, 5) * 10 + digit(date, 6);
const dayOf = (date: IsoDate): number => digit(date, 8) * 10 + digit(date, 9);

const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);

/** Whether a text is a date of the calendar, `YYYY-MM-DD`, from 1900 to 2199. */
export const isIsoDate = (text: string): text is IsoDate => {
  if (!ISO_DATE.test(text)) return false;
  const year = yearOf(text);
  if (year < FIRST_YEAR || year > LAST_YEAR) return false;
  const day = dayOf(text);
  return day >= 1 && day <= lengthOf(year, monthOf(text));
};

/** `2026-09-21` as `20260921`, the form in which identifiers carry a date. */
export const compactDate = (date: IsoDate): string =>
  date.slice(0, 4) + date.slice(5, 7) + date.slice(8, 10);

/** `20260921` as `2026-09-21`; undefined where the text is no date. */
export const expandDate = (text: string): IsoDate | undefined => {
  if (!COMPACT_DATE.test(text)) return undefined;
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return isIsoDate(date) ? date : undefined;
};

/** Days since 1900-01-01, for a date that isIsoDate accepts. */
export const dayNumber = (date: IsoDate): number => {
  const year = yearOf(date);
  const month = monthOf(date);
  const leapDay = month > 2 && isLeap(year) ? 1 : 0;
  const beforeMonth = (MONTH_STARTS[month - 1] ?? 0) + leapDay;
  return (YEAR_STARTS[year - FIRST_YEAR] ?? 0) + beforeMonth + dayOf(date) - 1;
};

/** The day of the week, 0 for Sunday to 6 for Saturday. 1900-01-01 was a Monday. */
export const weekday = (date: IsoDate): number => (dayNumber(date) + 1) % 7;

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/**
 * The calendar day after a date.
 *
 * @throws RangeError after the last day of 2199
 */
export const nextDay = (date: IsoDate): IsoDate => {
  let year = yearOf(date);
  let month = monthOf(date);
  let day = dayOf(date) + 1;
  if (day > lengthOf(year, month)) {
    day = 1;
    month += 1;
  }
  if (month > 12) {
    month = 1;
    year += 1;
  }
  if (year > LAST_YEAR) throw new RangeError('no date after 2199');
  return `${year}-${two(month)}-${two(day)}`;
};
