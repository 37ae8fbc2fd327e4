import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clock,
  cutWon,
  dateOf,
  duration,
  narrowWon,
  parseWon,
  shortWon,
  weekdayOf,
  won,
} from './format.js';

describe('won', () => {
  it('is grouped by thousands, and a minus is a real one', () => {
    expect(won('0')).toBe('0');
    expect(won(1234567890n)).toBe('1,234,567,890');
    expect(won('-12000000000')).toBe('−12,000,000,000');
  });

  it.each([
    ['30000000000', 'ko', '30,0', '00,000,000'],
    ['30000000000', 'en', '30,', '000,000,000'],
    ['99999999', 'ko', '', '99,999,999'],
    ['-12000000000', 'ko', '−12,0', '00,000,000'],
    ['0', 'ko', '', '0'],
  ] as const)('%s is cut in %s', (value, language, head, tail) => {
    expect(cutWon(value, language)).toEqual({ head, tail });
  });

  it('is whole again when both parts are put together', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.constantFrom('ko', 'en'), (v, l) => {
        const { head, tail } = cutWon(v, l);
        expect(head + tail).toBe(won(v));
      }),
    );
  });

  it.each([
    ['150400000000', '1,504억', '150.4 bn'],
    ['150426500000', '1,504.3억', '150.4 bn'],
    ['1637269450000', '1조 6,373억', '1.64 tn'],
    ['372500000', '3.7억', '372.5 m'],
    ['2000000000000', '2조', '2 tn'],
    ['50000', '5만', '50,000'],
    ['0', '0', '0'],
  ])('%s is short as %s and %s', (value, ko, en) => {
    expect([shortWon(value, 'ko'), shortWon(value, 'en')]).toEqual([ko, en]);
  });

  it('is narrower still beside a figure', () => {
    expect(narrowWon('14520000000000', 'ko')).toBe('14.52조');
  });
});

describe('typed amounts', () => {
  it.each([
    ['120억', 12_000_000_000n],
    ['1.2조', 1_200_000_000_000n],
    ['1조 2,045억', 1_204_500_000_000n],
    ['30bn', 30_000_000_000n],
    ['12,000원', 12_000n],
    ['0', 0n],
    ['0.5', undefined],
    ['', undefined],
    ['억', undefined],
    ['12a', undefined],
    ['-5', undefined],
  ])('%s', (text, value) => {
    expect(parseWon(text)).toBe(value);
  });

  it('reads back every figure that it writes', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), (value) => {
        expect(parseWon(won(value))).toBe(value);
      }),
    );
  });
});

describe('time', () => {
  it('is Korean, whatever the browser thinks', () => {
    expect(clock('2026-09-21T15:04:03.000Z')).toBe('00:04:03');
    expect(dateOf('2026-09-21T15:04:03.000Z')).toBe('2026-09-22');
    expect(weekdayOf('2026-11-20', 'ko')).toBe('금');
  });

  it.each([
    [400, '0.4초', '0.4s'],
    [42_000, '42초', '42s'],
    [760_000, '12분 40초', '12m 40s'],
    [7_500_000, '2시간 05분', '2h 05m'],
  ])('%d ms', (ms, ko, en) => {
    expect([duration(ms, 'ko'), duration(ms, 'en')]).toEqual([ko, en]);
  });
});
