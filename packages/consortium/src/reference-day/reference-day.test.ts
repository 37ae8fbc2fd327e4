import { createHash } from 'node:crypto';
import {
  cashInstitutionOf,
  cashLegs,
  checkLots,
  checkSide,
  checkTerms,
  createCalendar,
  encodeTerms,
  findChains,
  isIsin,
  koreanClassOf,
  instrumentTypesOf,
  mayTrade,
  parseLots,
  parseSide,
  parseTerms,
  type ChainTrade,
} from '@bondledger/domain';
import { describe, expect, it } from 'vitest';
import { referenceDayToJson } from './day-json.js';
import { referenceDay, type ReferenceDay } from './reference-day.js';
import { ticketsToCsv } from './ticket-csv.js';
import type { Ticket } from './ticket.js';

const hashOf = (day: ReferenceDay): string =>
  createHash('sha256')
    .update(referenceDayToJson(day))
    .update(ticketsToCsv(day.tickets))
    .digest('hex');

const DAYS = ['bondledger', '1', '2', '가나다', '20260921'].map((seed) => referenceDay({ seed }));
const eachDay = it.each(DAYS.map((day): [string, ReferenceDay] => [day.seed, day]));

const chainTrade = ({ terms, sellerSide, buyerSide }: Ticket, index: number): ChainTrade => ({
  tradeId: index.toString().padStart(6, '0'),
  isin: terms.isin,
  settlementDate: terms.settlementDate,
  faceAmount: terms.faceAmount,
  settlementAmount: terms.settlementAmount,
  settlementMethod: terms.settlementMethod,
  sellerAccount: sellerSide.account,
  buyerAccount: buyerSide.account,
  sellerCash: cashInstitutionOf(terms.seller, sellerSide),
  buyerCash: cashInstitutionOf(terms.buyer, buyerSide),
});

const holdingsOf = (day: ReferenceDay): Map<string, bigint> =>
  new Map(day.openingHoldings.map(({ account, isin, balance }) => [`${account} ${isin}`, balance]));

const foundChains = (day: ReferenceDay): readonly (readonly ChainTrade[])[] => {
  const holdings = holdingsOf(day);
  return findChains(
    day.tickets.map(chainTrade),
    (account, isin) => holdings.get(`${account} ${isin}`) ?? 0n,
  );
};

describe('the same seed', () => {
  it('gives the same bytes, whatever the process did before', () => {
    const first = hashOf(referenceDay({ seed: 7 }));
    referenceDay({ seed: 8, trades: 10 });
    expect(hashOf(referenceDay({ seed: '7' }))).toBe(first);
    expect(hashOf(referenceDay({ seed: 8 }))).not.toBe(first);
    expect(hashOf(referenceDay({ seed: 7, trades: 1549 }))).not.toBe(first);
  });

  it('gives the day that it always gave', () => {
    expect(hashOf(referenceDay())).toMatchInlineSnapshot(`"23ea1bbcfc8babd0963c5f4aa8721d6cef22bcb89b6ca7745773ee4f4d697264"`);
  });
});

describe('every ticket', () => {
  eachDay('passes the rules of terms, sides and lots (seed %s)', (_, day) => {
    const calendar = createCalendar(day.holidays);
    const issues = new Map(day.issues.map((issue) => [issue.isin, issue]));
    const roles = new Map(day.participants.map(({ code, roles: list }) => [code, list]));
    for (const { terms, sellerSide, buyerSide, sellerLots, buyerLots } of day.tickets) {
      expect(parseTerms({ ...encodeTerms(terms) })).toEqual({ ok: true, value: terms });
      const facts = { calendar, businessDate: day.tradeDate, issue: issues.get(terms.isin) };
      expect(checkTerms(terms, facts)).toBeUndefined();
      for (const [party, side, lots] of [
        [terms.seller, sellerSide, sellerLots],
        [terms.buyer, buyerSide, buyerLots],
      ] as const) {
        expect(mayTrade(roles.get(party) ?? [])).toBe(true);
        expect(parseSide({ ...side })).toEqual({ ok: true, value: side });
        expect(checkSide(side, party)).toBeUndefined();
        expect(lots !== undefined).toBe(side.fund !== undefined);
        if (side.fund === undefined || lots === undefined) continue;
        expect(roles.get(side.fund.assetManager)).toContain('ASSET_MANAGER');
        expect(roles.get(side.fund.custodian)).toContain('CUSTODIAN');
        expect(lots.length).toBeLessThanOrEqual(4);
        expect(lots[0]?.fundCode).toBe(side.fund.code);
        expect(new Set(lots.map((lot) => lot.fundCode)).size).toBe(lots.length);
        const parsed = parseLots(lots);
        expect(parsed.ok && checkLots(parsed.value, terms.faceAmount)).toBeUndefined();
      }
    }
  });

  eachDay('has a reference that its submitter uses once (seed %s)', (_, day) => {
    const keys = day.tickets.map(({ terms }) => `${terms.seller} ${terms.reference}`);
    expect(new Set(keys).size).toBe(day.tickets.length);
  });

  it('settles on the next business day, across weekends and holidays', () => {
    expect(DAYS[0]?.settlementDate).toBe('2026-09-22');
    const chuseok = referenceDay({ trades: 5, tradeDate: '2026-09-23' });
    expect(chuseok.settlementDate).toBe('2026-09-28');
  });
});

describe('every issue', () => {
  eachDay('has a valid ISIN of its class and a name, each once (seed %s)', (_, day) => {
    for (const { isin, instrumentType, maturityDate } of day.issues) {
      expect(isIsin(isin)).toBe(true);
      const koreanClass = koreanClassOf(isin);
      expect(koreanClass && instrumentTypesOf(koreanClass)).toContain(instrumentType);
      expect(maturityDate > day.settlementDate).toBe(true);
    }
    expect(new Set(day.issues.map(({ isin }) => isin)).size).toBe(day.issues.length);
    expect(new Set(day.issues.map(({ name }) => name)).size).toBe(day.issues.length);
  });

  it('of the treasury is named as the treasury names it', () => {
    const names = DAYS[0]?.issues.flatMap((issue) =>
      issue.instrumentType === 'KTB' ? [issue.name] : [],
    );
    for (const name of names ?? []) {
      expect(name).toMatch(/^국고채권\d{5}-\d{4}\(\d{2}-\d{1,2}\)$/);
    }
  });
});

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

describe('the whole day', () => {
  eachDay('is delivered from the opening holdings, with nothing to spare (seed %s)', (_, day) => {
    const holdings = holdingsOf(day);
    const lowest = new Map(holdings);
    const move = (account: string, isin: string, amount: bigint): void => {
      const key = `${account} ${isin}`;
      const balance = (holdings.get(key) ?? 0n) + amount;
      holdings.set(key, balance);
      const low = lowest.get(key);
      if (low !== undefined && balance < low) lowest.set(key, balance);
    };
    const chained = new Set(foundChains(day).flatMap((chain) => chain.map((t) => t.tradeId)));
    for (const chain of foundChains(day)) {
      for (const trade of chain) move(trade.sellerAccount, trade.isin, -trade.faceAmount);
      for (const trade of chain) move(trade.buyerAccount, trade.isin, trade.faceAmount);
      for (const trade of chain) {
        expect(holdings.get(`${trade.sellerAccount} ${trade.isin}`)).toBeGreaterThanOrEqual(0n);
      }
    }
    for (const trade of day.tickets.map(chainTrade)) {
      if (chained.has(trade.tradeId)) continue;
      move(trade.sellerAccount, trade.isin, -trade.faceAmount);
      move(trade.buyerAccount, trade.isin, trade.faceAmount);
      expect(holdings.get(`${trade.sellerAccount} ${trade.isin}`)).toBeGreaterThanOrEqual(0n);
    }
    const chains = day.expected.chains.length;
    expect([...lowest.values()].filter((balance) => balance > 0n).length).toBeLessThan(chains);
  });

  eachDay('is paid in any order, where payments wait for money (seed %s)', (seed, day) => {
    const trades = day.tickets.map(chainTrade);
    const chains = foundChains(day);
    const chained = new Set(chains.flat().map(({ tradeId }) => tradeId));
    const alone = trades.filter(({ tradeId }) => !chained.has(tradeId)).map((trade) => [trade]);
    const merged = [...chains, ...alone].map((group) => cashLegs(group));
    const single = trades.map((trade) => cashLegs([trade]));
    expect(merged.filter((legs) => legs.length > 0)).toHaveLength(day.expected.statistics.payments);
    for (const groups of [merged, single, merged.toReversed(), inBursts(merged, seed.length)]) {
      expect(unpaidOf(day, groups)).toBe(0);
    }
  });
});

type Legs = ReturnType<typeof cashLegs>;

/** All payments of each institution together, which is the worst order for its balance. */
const inBursts = (groups: readonly Legs[], first: number): readonly Legs[] => {
  const payerOf = (legs: Legs): string => legs.find(({ amount }) => amount < 0n)?.institution ?? '';
  const payers = [...new Set(groups.map(payerOf))].sort();
  const turned = payers.map((_, index) => payers[(index + first) % payers.length]);
  return turned.flatMap((payer) => groups.filter((legs) => payerOf(legs) === payer));
};

/** Pays what can be paid, again and again; how many payments are left in the end. */
const unpaidOf = (day: ReferenceDay, groups: readonly Legs[]): number => {
  const cash = new Map(day.openingCash.map(({ institution, balance }) => [institution, balance]));
  const after = (leg: Legs[number]): bigint => (cash.get(leg.institution) ?? 0n) + leg.amount;
  let queue: readonly Legs[] = groups;
  for (let before = -1; queue.length !== before;) {
    before = queue.length;
    queue = queue.filter((legs) => {
      if (legs.some((leg) => after(leg) < 0n)) return true;
      for (const leg of legs) cash.set(leg.institution, after(leg));
      return false;
    });
  }
  return queue.length;
};

describe('other sizes', () => {
  it.each([1, 2, 5, 6, 8, 9, 20, 100, 15_480])('a day of %i trades settles as well', (trades) => {
    const day = referenceDay({ trades, seed: trades });
    expect(day.tickets).toHaveLength(trades);
    const planned = day.expected.chains.length;
    expect(foundChains(day)).toHaveLength(planned);
    expect(planned > 0).toBe(trades >= 6);
    expect(
      unpaidOf(
        day,
        day.tickets.map((ticket, n) => cashLegs([chainTrade(ticket, n)])),
      ),
    ).toBe(0);
    const texts = new Set(day.issues.map(({ name }) => name));
    expect(texts.size).toBe(day.issues.length);
  });

  it.each([
    ['no trades', { trades: 0 }],
    ['half a trade', { trades: 1.5 }],
    ['too many trades', { trades: 200_001 }],
    ['a Sunday', { tradeDate: '2026-09-20' }],
    ['a holiday', { tradeDate: '2026-09-25' }],
    ['a date that is none', { tradeDate: '2026-02-30' }],
    ['a year of which codes say nothing', { tradeDate: '2041-01-02' }],
  ])('refuses %s', (_, options) => {
    expect(() => referenceDay(options)).toThrow(RangeError);
  });
});
