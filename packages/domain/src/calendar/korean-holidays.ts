import type { IsoDate } from '../trade/terms.js';

/** What a day is called in both languages. */
export interface HolidayName {
  readonly ko: string;
  readonly en: string;
}

const NAMES = {
  NEW_YEAR: { ko: '신정', en: "New Year's Day" },
  SEOLLAL: { ko: '설날 연휴', en: 'Seollal' },
  INDEPENDENCE: { ko: '삼일절', en: 'Independence Movement Day' },
  ASSEMBLY_ELECTION: { ko: '국회의원 선거', en: 'National Assembly election' },
  LABOUR: { ko: '노동절', en: 'Labour Day' },
  CHILDREN: { ko: '어린이날', en: "Children's Day" },
  BUDDHA: { ko: '부처님 오신 날', en: "Buddha's Birthday" },
  MEMORIAL: { ko: '현충일', en: 'Memorial Day' },
  LIBERATION: { ko: '광복절', en: 'Liberation Day' },
  CHUSEOK: { ko: '추석 연휴', en: 'Chuseok' },
  TEMPORARY: { ko: '임시공휴일', en: 'Temporary holiday' },
  FOUNDATION: { ko: '개천절', en: 'National Foundation Day' },
  HANGUL: { ko: '한글날', en: 'Hangul Day' },
  CHRISTMAS: { ko: '성탄절', en: 'Christmas' },
  YEAR_END: { ko: '연말 휴장', en: 'Year-end closing' },
  CHILDREN_AND_BUDDHA: {
    ko: '어린이날·부처님 오신 날',
    en: "Children's Day and Buddha's Birthday",
  },
  PRESIDENTIAL_ELECTION: { ko: '대통령 선거', en: 'Presidential election' },
  LOCAL_ELECTIONS: { ko: '지방선거', en: 'Local elections' },
  CONSTITUTION: { ko: '제헌절', en: 'Constitution Day' },
} as const satisfies Readonly<Record<string, HolidayName>>;

type Holiday = readonly [date: IsoDate, name: keyof typeof NAMES, substitute?: 'substitute'];

/**
 * The days from 2024 to 2027 on which the Korean bond market does not settle. They are the public
 * holidays of the official gazette with their substitutes and elections, and two kinds of day that
 * are no public holiday: Labour Day (1 May; a public holiday only from 2026), on which banks are
 * closed, and the year-end closing of the market on 31 December. Days that fall on a weekend are
 * listed too, so that the table can be held against the gazette line by line. A day that is
 * declared later is added on the ledger by an operator. Constitution Day is a public holiday again
 * from 2026.
 */
const HOLIDAYS: readonly Holiday[] = [
  ['2024-01-01', 'NEW_YEAR'],
  ['2024-02-09', 'SEOLLAL'],
  ['2024-02-10', 'SEOLLAL'],
  ['2024-02-11', 'SEOLLAL'],
  ['2024-02-12', 'SEOLLAL', 'substitute'],
  ['2024-03-01', 'INDEPENDENCE'],
  ['2024-04-10', 'ASSEMBLY_ELECTION'],
  ['2024-05-01', 'LABOUR'],
  ['2024-05-05', 'CHILDREN'],
  ['2024-05-06', 'CHILDREN', 'substitute'],
  ['2024-05-15', 'BUDDHA'],
  ['2024-06-06', 'MEMORIAL'],
  ['2024-08-15', 'LIBERATION'],
  ['2024-09-16', 'CHUSEOK'],
  ['2024-09-17', 'CHUSEOK'],
  ['2024-09-18', 'CHUSEOK'],
  ['2024-10-01', 'TEMPORARY'],
  ['2024-10-03', 'FOUNDATION'],
  ['2024-10-09', 'HANGUL'],
  ['2024-12-25', 'CHRISTMAS'],
  ['2024-12-31', 'YEAR_END'],
  ['2025-01-01', 'NEW_YEAR'],
  ['2025-01-27', 'TEMPORARY'],
  ['2025-01-28', 'SEOLLAL'],
  ['2025-01-29', 'SEOLLAL'],
  ['2025-01-30', 'SEOLLAL'],
  ['2025-03-01', 'INDEPENDENCE'],
  ['2025-03-03', 'INDEPENDENCE', 'substitute'],
  ['2025-05-01', 'LABOUR'],
  ['2025-05-05', 'CHILDREN_AND_BUDDHA'],
  ['2025-05-06', 'BUDDHA', 'substitute'],
  ['2025-06-03', 'PRESIDENTIAL_ELECTION'],
  ['2025-06-06', 'MEMORIAL'],
  ['2025-08-15', 'LIBERATION'],
  ['2025-10-03', 'FOUNDATION'],
  ['2025-10-05', 'CHUSEOK'],
  ['2025-10-06', 'CHUSEOK'],
  ['2025-10-07', 'CHUSEOK'],
  ['2025-10-08', 'CHUSEOK', 'substitute'],
  ['2025-10-09', 'HANGUL'],
  ['2025-12-25', 'CHRISTMAS'],
  ['2025-12-31', 'YEAR_END'],
  ['2026-01-01', 'NEW_YEAR'],
  ['2026-02-16', 'SEOLLAL'],
  ['2026-02-17', 'SEOLLAL'],
  ['2026-02-18', 'SEOLLAL'],
  ['2026-03-01', 'INDEPENDENCE'],
  ['2026-03-02', 'INDEPENDENCE', 'substitute'],
  ['2026-05-01', 'LABOUR'],
  ['2026-05-05', 'CHILDREN'],
  ['2026-05-24', 'BUDDHA'],
  ['2026-05-25', 'BUDDHA', 'substitute'],
  ['2026-06-03', 'LOCAL_ELECTIONS'],
  ['2026-06-06', 'MEMORIAL'],
  ['2026-07-17', 'CONSTITUTION'],
  ['2026-08-15', 'LIBERATION'],
  ['2026-08-17', 'LIBERATION', 'substitute'],
  ['2026-09-24', 'CHUSEOK'],
  ['2026-09-25', 'CHUSEOK'],
  ['2026-09-26', 'CHUSEOK'],
  ['2026-10-03', 'FOUNDATION'],
  ['2026-10-05', 'FOUNDATION', 'substitute'],
  ['2026-10-09', 'HANGUL'],
  ['2026-12-25', 'CHRISTMAS'],
  ['2026-12-31', 'YEAR_END'],
  ['2027-01-01', 'NEW_YEAR'],
  ['2027-02-06', 'SEOLLAL'],
  ['2027-02-07', 'SEOLLAL'],
  ['2027-02-08', 'SEOLLAL'],
  ['2027-02-09', 'SEOLLAL', 'substitute'],
  ['2027-03-01', 'INDEPENDENCE'],
  ['2027-05-01', 'LABOUR'],
  ['2027-05-03', 'LABOUR', 'substitute'],
  ['2027-05-05', 'CHILDREN'],
  ['2027-05-13', 'BUDDHA'],
  ['2027-06-06', 'MEMORIAL'],
  ['2027-07-17', 'CONSTITUTION'],
  ['2027-07-19', 'CONSTITUTION', 'substitute'],
  ['2027-08-15', 'LIBERATION'],
  ['2027-08-16', 'LIBERATION', 'substitute'],
  ['2027-09-14', 'CHUSEOK'],
  ['2027-09-15', 'CHUSEOK'],
  ['2027-09-16', 'CHUSEOK'],
  ['2027-10-03', 'FOUNDATION'],
  ['2027-10-04', 'FOUNDATION', 'substitute'],
  ['2027-10-09', 'HANGUL'],
  ['2027-10-11', 'HANGUL', 'substitute'],
  ['2027-12-25', 'CHRISTMAS'],
  ['2027-12-27', 'CHRISTMAS', 'substitute'],
  ['2027-12-31', 'YEAR_END'],
];

/** Their dates, in their order: the calendar that a new ledger begins with. */
export const KOREAN_HOLIDAYS: readonly IsoDate[] = HOLIDAYS.map(([date]) => date);

/** What a holiday is called; undefined of a day that is not in the table. */
export function holidayName(date: IsoDate): HolidayName | undefined {
  const [, key, substitute] = HOLIDAYS.find(([each]) => each === date) ?? [];
  if (key === undefined) return undefined;
  const { ko, en } = NAMES[key];
  if (substitute === undefined) return { ko, en };
  return { ko: `대체공휴일(${ko.replace(' 연휴', '')})`, en: `Substitute for ${en}` };
}
