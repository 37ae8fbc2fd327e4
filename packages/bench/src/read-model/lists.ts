import { TableLists } from '@bondledger/server';
import type { TradeFilter, TradeSort } from '@bondledger/sdk/api';
import { spreadOf } from '../measure.js';
import { LARGE_SCHEMA, type Tables } from './large-schema.js';

/** One question that a back office asks, and how it wants the answer sorted. */
interface Question {
  readonly filter: TradeFilter;
  readonly sort: TradeSort;
}

/** Each condition alone, in the selectivity that hurts most, and some together; every sort. */
const QUESTIONS: readonly Question[] = [
  { filter: {}, sort: 'tradeId' },
  { filter: {}, sort: '-settlementAmount' },
  { filter: {}, sort: '-changedAt' },
  { filter: {}, sort: 'state' },
  { filter: { tradeDateFrom: '2026-09-04', tradeDateTo: '2026-09-05' }, sort: 'reference' },
  { filter: { settlementDateFrom: '2026-09-10' }, sort: 'faceAmount' },
  { filter: { state: ['SUBMITTED'] }, sort: 'tradeId' },
  { filter: { state: ['FAILED'] }, sort: '-changedAt' },
  { filter: { state: ['REJECTED'] }, sort: 'tradeId' },
  { filter: { role: ['seller'] }, sort: 'tradeId' },
  { filter: { role: ['depository'] }, sort: 'counterparty' },
  { filter: { counterparty: 'S77' }, sort: 'settlementDate' },
  { filter: { counterparty: 'NOBODY' }, sort: 'tradeId' },
  { filter: { isin: 'KR0000000123' }, sort: '-faceAmount' },
  { filter: { instrumentType: ['SPECIAL', 'CD'] }, sort: 'reference' },
  { filter: { instrumentType: ['STB'] }, sort: 'tradeId' },
  { filter: { fund: 'L77' }, sort: 'tradeId' },
  { filter: { fund: 'F75' }, sort: '-settlementAmount' },
  { filter: { account: 'S77-P-03' }, sort: 'tradeId' },
  { filter: { faceFrom: '49000000000' }, sort: 'tradeId' },
  { filter: { faceFrom: '100000000', amountTo: '200000000' }, sort: 'isin' },
  { filter: { reference: 'S77-' }, sort: 'tradeId' },
  { filter: { reference: 'S7' }, sort: '-reference' },
  { filter: { chainId: '20260902-C0000000000077' }, sort: 'tradeId' },
  { filter: { settlementMethod: 'FOP' }, sort: '-changedAt' },
  { filter: { waitsForMe: true }, sort: 'settlementDate' },
  { filter: { waitsForStep: 'REQUEST_PAYMENT' }, sort: 'tradeId' },
  { filter: { late: true }, sort: 'settlementDate' },
  { filter: { late: false, instrumentType: ['BANK'], faceFrom: '20000000000' }, sort: 'isin' },
  { filter: { state: ['SETTLED'], counterparty: 'B12', isin: 'KR0000000012' }, sort: 'tradeId' },
];

const ROUNDS = 7;
const PAGE = 50;
const DAY = { businessDate: '2026-09-11', phase: 'OPEN' } as const;

/** The settlement date whose trades change while people look at lists. */
const LIVE_DATE = '2026-09-11';

export interface ListTimes {
  /** The median of each question, sorted: milliseconds of the page alone. */
  readonly pages: readonly number[];
  /** Of its totals: when nobody has asked for them yet, and after a step of another trade. */
  readonly firstTotals: readonly number[];
  readonly laterTotals: readonly number[];
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const answer = await work();
  times.push(performance.now() - began);
  return answer;
}

/** How long a list of 50 rows and its totals take, question by question. */
export async function timeLists(tables: Tables): Promise<ListTimes> {
  const pages: number[] = [];
  const firstTotals: number[] = [];
  const laterTotals: number[] = [];
  for (const { filter, sort } of QUESTIONS) {
    const page: number[] = [];
    const first: number[] = [];
    const later: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const lists = new TableLists(tables, LARGE_SCHEMA, 'KSD', DAY);
      const totals = await timed(first, () => lists.totals(filter));
      lists.changed(LIVE_DATE);
      await timed(later, () => lists.totals(filter));
      const question = { filter, sort, limit: PAGE, cursor: undefined };
      await timed(page, () => lists.page(question, totals));
    }
    pages.push(medianOf(page));
    firstTotals.push(medianOf(first));
    laterTotals.push(medianOf(later));
  }
  return {
    pages: sorted(pages),
    firstTotals: sorted(firstTotals),
    laterTotals: sorted(laterTotals),
  };
}

const sorted = (times: readonly number[]): readonly number[] =>
  [...times].sort((left, right) => left - right);
const medianOf = (times: readonly number[]): number => spreadOf(times).median;
