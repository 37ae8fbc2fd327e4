import type { IsoDate } from '../trade/terms.js';

/**
 * The days from 2024 to 2027 on which the Korean bond market does not settle. They are the public
 * holidays of the official gazette with their substitutes and elections, and two kinds of day that
 * are no public holiday: Labour Day (1 May; a public holiday only from 2026), on which banks are
 * closed, and the year-end closing of the market on 31 December. Days that fall on a weekend are
 * listed too, so that the table can be held against the gazette line by line. A day that is
 * declared later is added on the ledger by an operator.
 */
export const KOREAN_HOLIDAYS: readonly IsoDate[] = [
  '2024-01-01', // New Year's Day
  '2024-02-09', // Seollal
  '2024-02-10',
  '2024-02-11',
  '2024-02-12', // substitute for Seollal
  '2024-03-01', // Independence Movement Day
  '2024-04-10', // National Assembly election
  '2024-05-01', // Labour Day
  '2024-05-05', // Children's Day
  '2024-05-06', // substitute for Children's Day
  '2024-05-15', // Buddha's Birthday
  '2024-06-06', // Memorial Day
  '2024-08-15', // Liberation Day
  '2024-09-16', // Chuseok
  '2024-09-17',
  '2024-09-18',
  '2024-10-01', // temporary holiday
  '2024-10-03', // National Foundation Day
  '2024-10-09', // Hangul Day
  '2024-12-25', // Christmas
  '2024-12-31', // year-end closing
  '2025-01-01', // New Year's Day
  '2025-01-27', // temporary holiday
  '2025-01-28', // Seollal
  '2025-01-29',
  '2025-01-30',
  '2025-03-01', // Independence Movement Day
  '2025-03-03', // substitute for Independence Movement Day
  '2025-05-01', // Labour Day
  '2025-05-05', // Children's Day and Buddha's Birthday
  '2025-05-06', // substitute for Buddha's Birthday
  '2025-06-03', // presidential election
  '2025-06-06', // Memorial Day
  '2025-08-15', // Liberation Day
  '2025-10-03', // National Foundation Day
  '2025-10-05', // Chuseok
  '2025-10-06',
  '2025-10-07',
  '2025-10-08', // substitute for Chuseok
  '2025-10-09', // Hangul Day
  '2025-12-25', // Christmas
  '2025-12-31', // year-end closing
  '2026-01-01', // New Year's Day
  '2026-02-16', // Seollal
  '2026-02-17',
  '2026-02-18',
  '2026-03-01', // Independence Movement Day
  '2026-03-02', // substitute for Independence Movement Day
  '2026-05-01', // Labour Day
  '2026-05-05', // Children's Day
  '2026-05-24', // Buddha's Birthday
  '2026-05-25', // substitute for Buddha's Birthday
  '2026-06-03', // local elections
  '2026-06-06', // Memorial Day
  '2026-07-17', // Constitution Day, a public holiday again from 2026
  '2026-08-15', // Liberation Day
  '2026-08-17', // substitute for Liberation Day
  '2026-09-24', // Chuseok
  '2026-09-25',
  '2026-09-26',
  '2026-10-03', // National Foundation Day
  '2026-10-05', // substitute for National Foundation Day
  '2026-10-09', // Hangul Day
  '2026-12-25', // Christmas
  '2026-12-31', // year-end closing
  '2027-01-01', // New Year's Day
  '2027-02-06', // Seollal
  '2027-02-07',
  '2027-02-08',
  '2027-02-09', // substitute for Seollal
  '2027-03-01', // Independence Movement Day
  '2027-05-01', // Labour Day
  '2027-05-03', // substitute for Labour Day
  '2027-05-05', // Children's Day
  '2027-05-13', // Buddha's Birthday
  '2027-06-06', // Memorial Day
  '2027-07-17', // Constitution Day
  '2027-07-19', // substitute for Constitution Day
  '2027-08-15', // Liberation Day
  '2027-08-16', // substitute for Liberation Day
  '2027-09-14', // Chuseok
  '2027-09-15',
  '2027-09-16',
  '2027-10-03', // National Foundation Day
  '2027-10-04', // substitute for National Foundation Day
  '2027-10-09', // Hangul Day
  '2027-10-11', // substitute for Hangul Day
  '2027-12-25', // Christmas
  '2027-12-27', // substitute for Christmas
  '2027-12-31', // year-end closing
];
