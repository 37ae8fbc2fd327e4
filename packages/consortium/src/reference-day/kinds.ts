import type { InstrumentType } from '@bondledger/domain';

/** Who issues a kind of bond: an invented name, and three characters of the standard code. */
export interface Issuer {
  readonly name: string;
  readonly code: string;
}

/** What is known of a kind of bond before any issue of it is. */
export interface KindProfile {
  readonly instrumentType: InstrumentType;
  /** Of a thousand won traded. Source: KSD's third quarter of 2024, the small kinds estimated. */
  readonly valuePerMille: number;
  /** Of a hundred issues. */
  readonly issuesPerCent: number;
  /** The third character of the ISIN: 1 국채, 2 지방채, 3 특수채, 6 사채, E CD, F 어음. */
  readonly isinClass: string;
  readonly issuers: readonly Issuer[];
  /** Months from issue to maturity, or days for what is sold at a discount. */
  readonly tenors: readonly number[];
  /** Around which it yields, in thousandths of a percent. */
  readonly yieldMilliPercent: number;
}

const issuers = (firstCode: number, ...names: readonly string[]): readonly Issuer[] =>
  names.map((name, index) => ({ name, code: (firstCode + index).toString().padStart(3, '0') }));

const BANKS = issuers(411, '가람은행', '한밭은행', '새벽은행', '두물은행');
const FINANCE = issuers(521, '두레캐피탈', '미르캐피탈', '온누리카드');

/** The kinds with their shares: 1,000 of value and 100 of issues. */
export const KINDS: readonly KindProfile[] = [
  {
    instrumentType: 'KTB',
    valuePerMille: 490,
    issuesPerCent: 24,
    isinClass: '1',
    issuers: issuers(35, '국고채권'),
    tenors: [24, 36, 60, 120, 240, 360, 600],
    yieldMilliPercent: 2650,
  },
  {
    instrumentType: 'BANK',
    valuePerMille: 290,
    issuesPerCent: 30,
    isinClass: '6',
    issuers: [...BANKS, ...FINANCE],
    tenors: [12, 18, 24, 36, 60],
    yieldMilliPercent: 2900,
  },
  {
    instrumentType: 'MSB',
    valuePerMille: 110,
    issuesPerCent: 8,
    isinClass: '3',
    issuers: issuers(101, '통안증권'),
    tenors: [12, 24, 36],
    yieldMilliPercent: 2580,
  },
  {
    instrumentType: 'CORPORATE',
    valuePerMille: 45,
    issuesPerCent: 14,
    isinClass: '6',
    issuers: issuers(711, '태백중공업', '서라벌전자', '한라화학', '다도해운', '고운식품'),
    tenors: [24, 36, 60],
    yieldMilliPercent: 3450,
  },
  {
    instrumentType: 'SPECIAL',
    valuePerMille: 25,
    issuesPerCent: 7,
    isinClass: '3',
    issuers: issuers(311, '국토철길공사', '한물수자원공사', '새터주택공사'),
    tenors: [36, 60, 120, 240],
    yieldMilliPercent: 2850,
  },
  {
    instrumentType: 'MUNICIPAL',
    valuePerMille: 8,
    issuesPerCent: 4,
    isinClass: '2',
    issuers: issuers(211, '새빛시도시철도', '다솔도지역개발'),
    tenors: [60, 84],
    yieldMilliPercent: 2800,
  },
  {
    instrumentType: 'CD',
    valuePerMille: 12,
    issuesPerCent: 4,
    isinClass: 'E',
    issuers: BANKS,
    tenors: [91, 182],
    yieldMilliPercent: 2750,
  },
  {
    instrumentType: 'CP',
    valuePerMille: 12,
    issuesPerCent: 5,
    isinClass: 'F',
    issuers: issuers(731, '두레캐피탈', '태백중공업', '고운식품'),
    tenors: [91, 180],
    yieldMilliPercent: 3250,
  },
  {
    instrumentType: 'STB',
    valuePerMille: 8,
    issuesPerCent: 4,
    isinClass: 'F',
    issuers: issuers(751, '미르캐피탈', '온누리카드', '다도해운'),
    tenors: [61, 90],
    yieldMilliPercent: 3050,
  },
];
