import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '@bondledger/database';
import { BOK, INSTRUMENT_TYPES, KSD, STATES, STEPS } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';
import { ROUTES, TRADE_ROLES, TRADE_SORTS, type TradeFilter } from '@bondledger/sdk/api';
import { openReadModel, type ReadModel } from '../src/index.js';
import { caughtUp } from './support/caught-up.js';
import { desksOf, startConsortium, type TestConsortium } from './support/consortium.js';
import { halfADay } from './support/half-a-day.js';
import { isFound } from './support/naive-filter.js';

let test: TestConsortium;
let database: Database;
let model: ReadModel;
let height = 0;

beforeAll(async () => {
  test = await startConsortium(80);
  database = await openDatabase({ directory: join(test.directory, 'database') });
  model = openReadModel({ desks: await desksOf(test.consortium), database });
  await halfADay(test);
  ({ height } = await test.consortium.transport.head());
  for (const { participant } of test.consortium.institutions()) {
    await caughtUp(model, participant, height);
  }
});

afterAll(async () => {
  await model[Symbol.asyncDispose]();
  await database.close();
  await test[Symbol.asyncDispose]();
});

const institutions = (): readonly string[] =>
  test.consortium.institutions().map(({ participant }) => participant);

const viewsOf = (institution: string): readonly TradeView[] => [
  ...test.consortium.institution(institution).book.trades(),
];

const dayOf = () => {
  const day = test.consortium.institution(KSD).book.day;
  if (day === undefined) throw new Error('no day');
  return day;
};

/** What a filter finds, in the order of the trades' numbers. */
const found = (institution: string, filter: TradeFilter): readonly TradeView[] =>
  viewsOf(institution)
    .filter((view) => isFound(view, filter, institution, dayOf()))
    .sort((a, b) => (a.tradeId < b.tradeId ? -1 : 1));

const sum = (amounts: readonly string[]): string =>
  amounts.reduce((all, won) => all + BigInt(won), 0n).toString();

async function pages(
  institution: string,
  filter: TradeFilter,
  sort: (typeof TRADE_SORTS)[number],
  limit: number,
): Promise<readonly string[]> {
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await model.trades(institution, {
      ...filter,
      sort,
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    all.push(...page.items.map(({ tradeId }) => tradeId));
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

/** Any combination of conditions, of values that stand somewhere and of some that do not. */
function anyFilter() {
  const views = viewsOf(KSD);
  const terms = views.map(({ core }) => core.terms);
  const sides = views.flatMap(({ seller, buyer }) => [seller, buyer].flatMap((x) => x ?? []));
  const some = <T>(values: readonly T[]) =>
    fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 });
  const several = <T>(values: readonly T[]) =>
    fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }), {
      nil: undefined,
      freq: 3,
    });
  const amounts = terms.flatMap((each) => [each.faceAmount, each.settlementAmount]);
  const prefixes = terms.flatMap(({ reference }) => [reference, reference.slice(0, 4), '한글']);
  return fc.record({
    tradeDateFrom: some(terms.map(({ tradeDate }) => tradeDate)),
    tradeDateTo: some(terms.map(({ tradeDate }) => tradeDate)),
    settlementDateFrom: some(terms.map(({ settlementDate }) => settlementDate)),
    settlementDateTo: some(terms.map(({ settlementDate }) => settlementDate)),
    state: several(STATES),
    role: several(TRADE_ROLES),
    counterparty: some(institutions()),
    isin: some(terms.map(({ isin }) => isin)),
    instrumentType: several(INSTRUMENT_TYPES),
    fund: some(
      sides.flatMap(({ fund, lots = [] }) => [fund?.code ?? 'NO', ...lots.map((l) => l.fundCode)]),
    ),
    account: some(sides.map(({ account }) => account)),
    faceFrom: some([...amounts, '0', '99999999999999999999']),
    faceTo: some([...amounts, '99999999999999999999']),
    amountFrom: some(amounts),
    amountTo: some(amounts),
    reference: some(prefixes),
    chainId: some(['20260922-C0000000000000', ...views.flatMap(({ core }) => core.chainId ?? [])]),
    settlementMethod: some(['DVP', 'FOP'] as const),
    waitsForStep: some(STEPS),
    waitsForMe: some([true, false]),
    late: some([true, false]),
  });
}

describe('a list of trades', () => {
  it('has each trade that the institution can open, and no other', async () => {
    for (const institution of institutions()) {
      const expected = viewsOf(institution).map(({ tradeId }) => tradeId);
      const page = await model.trades(institution, { sort: 'tradeId', limit: 1000 });
      ROUTES.trades.reply.parse(page);
      expect(page.items.map(({ tradeId }) => tradeId)).toEqual(expected.sort());
      expect(page.height).toBeGreaterThanOrEqual(height);
    }
  });

  it('finds and sums by any combination of conditions what the book has', async () => {
    const filters = anyFilter();
    const sparse = fc
      .tuple(filters, fc.subarray(Object.keys(ROUTES.trades.query.shape), { maxLength: 3 }))
      .map(([filter, names]): TradeFilter => {
        const kept = Object.entries(filter).filter(
          ([name, value]) => names.includes(name) && value !== undefined,
        );
        return Object.fromEntries(kept);
      });
    const property = fc.asyncProperty(
      sparse,
      fc.constantFrom(...institutions()),
      async (filter, institution) => {
        const expected = found(institution, filter);
        const { items, totals } = await model.trades(institution, {
          ...filter,
          sort: 'tradeId',
          limit: 1000,
        });
        expect(items.map(({ tradeId }) => tradeId)).toEqual(expected.map((view) => view.tradeId));
        expect(totals).toEqual({
          count: expected.length,
          faceAmount: sum(expected.map(({ core }) => core.terms.faceAmount)),
          settlementAmount: sum(expected.map(({ core }) => core.terms.settlementAmount)),
        });
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });

  it('comes in pages that join without a gap or a repeat, by every sort', async () => {
    for (const sort of TRADE_SORTS) {
      const whole = await pages(KSD, {}, sort, 1000);
      expect(new Set(whole).size).toBe(viewsOf(KSD).length);
      expect(await pages(KSD, {}, sort, 7)).toEqual(whole);
    }
  });

  it('is sorted as it was asked for', async () => {
    const { items } = await model.trades(KSD, { sort: '-settlementAmount', limit: 1000 });
    const amounts = items.map(({ settlementAmount }) => BigInt(settlementAmount));
    expect(amounts).toEqual([...amounts].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0)));
  });

  it('refuses a cursor of another question, and one that nobody gave', async () => {
    const { next = '' } = await model.trades(KSD, { sort: 'faceAmount', limit: 5 });
    const wrong = { code: 'REQUEST_MALFORMED', params: { field: 'cursor' } };
    const asked = (cursor: string, sort: (typeof TRADE_SORTS)[number] = 'faceAmount') =>
      model.trades(KSD, { sort, limit: 5, cursor });
    await expect(asked(next, 'reference')).rejects.toMatchObject({ rejection: wrong });
    await expect(asked('AAAA')).rejects.toMatchObject({ rejection: wrong });
    const [question] = JSON.parse(Buffer.from(next, 'base64url').toString()) as [string];
    const forged = Buffer.from(JSON.stringify([question, 'x', 'y'])).toString('base64url');
    await expect(asked(forged)).rejects.toMatchObject({ rejection: wrong });
  });
});

describe('one trade', () => {
  it('shows what the institution can open, and the steps that may be taken now', async () => {
    for (const institution of institutions()) {
      for (const view of viewsOf(institution).slice(0, 5)) {
        const detail = await model.trade(institution, view.tradeId);
        ROUTES.trade.reply.parse(detail);
        expect(detail).toMatchObject({
          state: view.core.state,
          revision: view.core.revision,
          termsHash: view.core.termsHash,
          height: view.height,
        });
        expect(detail?.sellerSide?.account).toBe(view.seller?.account);
        expect(detail?.buyerSide?.account).toBe(view.buyer?.account);
      }
    }
  });

  it('of another institution is answered like one that does not exist', async () => {
    const [outsider = '', ...others] = institutions().filter(
      (code) => code !== KSD && code !== BOK,
    );
    const own = new Set(viewsOf(outsider).map(({ tradeId }) => tradeId));
    const foreign = others.flatMap(viewsOf).find(({ tradeId }) => !own.has(tradeId));
    expect(foreign).toBeDefined();
    expect(await model.trade(outsider, foreign?.tradeId ?? '')).toBeUndefined();
    expect(await model.trade(outsider, '20260921-00000000000000000000000000')).toBeUndefined();
  });
});

describe('the day in sums', () => {
  it('adds up to the trades of the settlement date', async () => {
    for (const institution of institutions()) {
      const summary = await model.summary(institution, undefined);
      ROUTES.summary.reply.parse(summary);
      const { settlementDate, totals, byState, byHour } = summary;
      const expected = found(institution, {
        settlementDateFrom: settlementDate,
        settlementDateTo: settlementDate,
      });
      expect(totals.count).toBe(expected.length);
      expect(byState.reduce((all, { count }) => all + count, 0)).toBe(expected.length);
      for (const { state, count } of byState) {
        const reached = byHour.filter((row) => row.state === state);
        expect(reached.reduce((all, row) => all + row.count, 0)).toBeGreaterThanOrEqual(count);
      }
    }
  });

  it('counts what waits for the asker as the list does', async () => {
    for (const institution of institutions()) {
      const { waitsForMe } = await model.summary(institution, undefined);
      for (const { step, count } of waitsForMe) {
        expect(count).toBe(found(institution, { waitsForStep: step }).length);
      }
      const waiting = found(institution, { waitsForMe: true });
      expect(waitsForMe.length > 0).toBe(waiting.length > 0);
    }
  });
});

describe('a caller that asks for a height', () => {
  it('is told when the ledger is not there yet', async () => {
    const early = model.trades(KSD, { sort: 'tradeId', limit: 1, atLeastHeight: height + 1000 });
    await expect(early).rejects.toMatchObject({ rejection: { code: 'HEIGHT_NOT_REACHED' } });
  });
});
