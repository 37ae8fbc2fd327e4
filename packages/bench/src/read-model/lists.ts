import { readTradePage } from '@bondledger/server';
import type { TradeFilter, TradeSort } from '@bondledger/sdk/api';
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

export interface ListTimes {
  /** The median of each question, sorted: milliseconds, page and totals together. */
  readonly medians: readonly number[];
  /** The question that takes longest. */
  readonly slowest: string;
}

/** How long a list of 50 rows and its totals take, question by question. */
export async function timeLists(tables: Tables): Promise<ListTimes> {
  const timed: { readonly name: string; readonly median: number }[] = [];
  for (const question of QUESTIONS) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      const asked = { ...question, limit: PAGE, cursor: undefined };
      await readTradePage(tables, LARGE_SCHEMA, 'KSD', asked, DAY);
      times.push(performance.now() - began);
    }
    times.sort((left, right) => left - right);
    const median = times[times.length >> 1] ?? Number.NaN;
    timed.push({ name: JSON.stringify(question), median });
  }
  timed.sort((left, right) => left.median - right.median);
  return { medians: timed.map(({ median }) => median), slowest: timed.at(-1)?.name ?? '' };
}
