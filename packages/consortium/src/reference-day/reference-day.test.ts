import { createHash } from 'node:crypto';
import { cashLegs } from '@bondledger/domain';
import { ticketsToCsv } from '@bondledger/legacy';
import { describe, expect, it } from 'vitest';
import { chainTrade, foundChains, unpaidOf } from '../../test/support/day.js';
import { referenceDayToJson } from './day-json.js';
import { referenceDay, type ReferenceDay } from './reference-day.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const hashOf = (day: ReferenceDay): string => sha256(referenceDayToJson(day));

describe('the same seed', () => {
  it('gives the same bytes, whatever the process did before', () => {
    const first = hashOf(referenceDay({ seed: 7 }));
    referenceDay({ seed: 8, trades: 10 });
    expect(hashOf(referenceDay({ seed: '7' }))).toBe(first);
    expect(hashOf(referenceDay({ seed: 8 }))).not.toBe(first);
    expect(hashOf(referenceDay({ seed: 7, trades: 1549 }))).not.toBe(first);
  });

  it('gives the day that it always gave', () => {
    expect(sha256(ticketsToCsv(referenceDay().tickets))).toMatchInlineSnapshot(
      `"11de502c8f29f8090f59ae4bd132d908cda39de495781d826b41b7a4771b9ac0"`,
    );
  });
});

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
