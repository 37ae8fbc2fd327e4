import type { IsoDate } from '@bondledger/domain';

const DAY_MS = 86_400_000;

const two = (n: number): string => n.toString().padStart(2, '0');

const dayCount = (date: IsoDate): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** Calendar days from one date to another. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => dayCount(to) - dayCount(from);

/** The date so many calendar days later, or earlier. */
export const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date((dayCount(date) + days) * DAY_MS).toISOString().slice(0, 10);

/**
 * The same day of the month so many months later, or earlier.
 *
 * @param date a day that every month has
 */
export const addMonths = (date: IsoDate, months: number): IsoDate => {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  return `${Math.floor(count / 12)}-${two((count % 12) + 1)}-${date.slice(8, 10)}`;
};
