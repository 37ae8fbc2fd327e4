import { describe, expect } from 'vitest';
import { eachDay, foundChains, holdingsOf } from '../../test/support/day.js';

const WON_BILLION = 1_000_000_000n;

/** Share of a whole in per mille. */
const perMille = (part: bigint | number, whole: bigint | number): number =>
  Number((BigInt(part) * 1000n) / BigInt(whole));

const within = (value: number, low: number, high: number): void => {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
};

describe('the shape of the market', () => {
  eachDay('is there: number, size, kinds, funds, chains (seed %s)', (_, day) => {
    const { statistics } = day.expected;
    expect(statistics.trades).toBe(1548);
    within(statistics.issues, 290, 310);
    within(Number(statistics.faceAmount / WON_BILLION) / 1548, 11.3, 13.7);
    const share = (kind: keyof typeof statistics.faceByKind): number =>
      perMille(statistics.faceByKind[kind], statistics.faceAmount);
    within(share('KTB'), 430, 540);
    within(share('BANK'), 240, 340);
    within(share('MSB'), 80, 145);
    for (const kind of ['CORPORATE', 'SPECIAL', 'MUNICIPAL', 'CD', 'CP', 'STB'] as const) {
      within(share(kind), 1, 80);
    }
    within(perMille(statistics.trustSides, 2 * statistics.trades), 325, 340);
    within(perMille(statistics.chainedFaceAmount, statistics.faceAmount), 300, 410);
    within(statistics.fopTrades, 1, 20);
    within(day.openingHoldings.length, 500, 1000);
  });

  eachDay(
    'has prices as the market has them, and a few issues are most of it (seed %s)',
    (_, day) => {
      const counts = new Map<string, number>();
      for (const { terms } of day.tickets) {
        within(Number(terms.unitPrice), 9500, 10_400);
        expect(terms.faceAmount % 100_000_000n).toBe(0n);
        counts.set(terms.isin, (counts.get(terms.isin) ?? 0) + 1);
      }
      const sorted = [...counts.values()].sort((a, b) => b - a);
      const top = sorted.slice(0, 30).reduce((sum, count) => sum + count, 0);
      within(perMille(top, day.tickets.length), 300, 700);
      within(perMille(day.tickets.filter(({ terms }) => terms.yield).length, 1548), 800, 950);
    },
  );
});

describe('chains', () => {
  eachDay('are of every shape, with one circle and unequal legs (seed %s)', (_, day) => {
    const { chains } = day.expected;
    const lengths = (shape: string): Set<number> =>
      new Set(chains.filter((chain) => chain.shape === shape).map(({ tickets }) => tickets.length));
    expect(chains.filter(({ shape }) => shape === 'CIRCLE')).toHaveLength(1);
    expect([...lengths('LINE')]).toEqual(expect.arrayContaining([2, 3, 4, 5]));
    expect(lengths('COLLECT').size).toBeGreaterThan(0);
    expect(lengths('SPREAD').size).toBeGreaterThan(0);
    const isUnequal = chains.filter(({ tickets }) => {
      const faces = tickets.map((index) => day.tickets[index]?.terms.faceAmount);
      return new Set(faces).size > 1;
    });
    within(perMille(isUnequal.length, chains.length), 400, 900);
  });

  eachDay('are exactly those that the depository finds (seed %s)', (_, day) => {
    const found = foundChains(day).map((chain) => chain.map(({ tradeId }) => Number(tradeId)));
    const planned = day.expected.chains.map(({ tickets }) => tickets.toSorted((a, b) => a - b));
    const asText = (chains: readonly (readonly number[])[]): string[] =>
      chains.map((chain) => chain.join(' ')).sort();
    expect(asText(found)).toEqual(asText(planned));
  });

  eachDay(
    'holds its circle between accounts that have nothing of the issue (seed %s)',
    (_, day) => {
      const circle = day.expected.chains.find(({ shape }) => shape === 'CIRCLE');
      const holdings = holdingsOf(day);
      for (const index of circle?.tickets ?? []) {
        const ticket = day.tickets[index];
        expect(holdings.has(`${ticket?.sellerSide.account} ${ticket?.terms.isin}`)).toBe(false);
      }
    },
  );
});
