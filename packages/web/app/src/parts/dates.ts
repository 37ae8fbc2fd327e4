import { createCalendar, isIsoDate, type Calendar } from '@bondledger/domain';

const DAY_MS = 86_400_000;
const at = (date: string): number => new Date(`${date}T00:00:00Z`).getTime();
const isoOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A date so many days away. */
export const plusDays = (date: string, days: number): string => isoOf(at(date) + days * DAY_MS);

/** The nearest business day before or after a date. */
export function stepBusinessDay(date: string, by: 1 | -1, calendar: Calendar): string {
  let next = plusDays(date, by);
  while (!calendar.isBusinessDay(next)) next = plusDays(next, by);
  return next;
}

/** What people type: 2026-11-20, 20261120, 1120, 11-20 of the year at hand. */
export function typedDate(text: string, today: string): string | undefined {
  const digits = text.replace(/\D/g, '');
  const full = digits.length === 4 ? today.slice(0, 4) + digits : digits;
  const date = `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6)}`;
  return isIsoDate(date) ? date : undefined;
}

/** The days of a month in weeks from Sunday; null before its first and after its last day. */
export function weeksOf(month: string): readonly (readonly (string | null)[])[] {
  const first = `${month}-01`;
  const days: (string | null)[] = Array.from(
    { length: new Date(at(first)).getUTCDay() },
    () => null,
  );
  for (let day = first; day.startsWith(month); day = plusDays(day, 1)) days.push(day);
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** The month before or after, as YYYY-MM. */
export const stepMonth = (month: string, by: 1 | -1): string =>
  by === 1 ? plusDays(`${month}-28`, 5).slice(0, 7) : plusDays(`${month}-01`, -1).slice(0, 7);

export const calendarOf = (holidays: readonly { readonly date: string }[]): Calendar =>
  createCalendar(holidays.map(({ date }) => date));
