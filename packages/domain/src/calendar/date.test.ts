import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { law } from '../../test/law.js';
import { compactDate, dayNumber, expandDate, isIsoDate, nextDay, weekday } from './date.js';

describe('isIsoDate', () => {
  it.each(['1900-01-01', '2000-02-29', '2024-02-29', '2026-09-21', '2199-12-31'])(
    'takes %s',
    (date) => {
      expect(isIsoDate(date)).toBe(true);
    },
  );

  it.each([
    '1900-02-29',
    '2100-02-29',
    '2026-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '1899-12-31',
    '2200-01-01',
    '2026-9-21',
    '20260921',
    '2026/09/21',
    '2026-09-21T00:00:00Z',
    '2026-09-21\n',
    ' 2026-09-21',
    '２０２６-09-21',
    '',
  ])('refuses %j', (text) => {
    expect(isIsoDate(text)).toBe(false);
  });
});

describe('compactDate and expandDate', () => {
  it('are the two forms of one date', () => {
    expect(compactDate('2026-09-21')).toBe('20260921');
    expect(expandDate('20260921')).toBe('2026-09-21');
  });

  it.each(['20260230', '2026-09-21', '2026092', '202609211', ''])('%j is no date', (text) => {
    expect(expandDate(text)).toBeUndefined();
  });
});

describe('weekday', () => {
  it.each([
    ['1900-01-01', 1],
    ['1970-01-01', 4],
    ['2000-02-29', 2],
    ['2024-12-31', 2],
    ['2026-09-21', 1],
    ['2026-09-26', 6],
    ['2026-09-27', 0],
    ['2199-12-31', 2],
  ])('of %s is %i', (date, expected) => {
    expect(weekday(date)).toBe(expected);
  });
});

describe('the days in a row', () => {
  it('are those of the civil calendar, for three hundred years', () => {
    let date = '1900-01-01';
    const clock = new Date(Date.UTC(1900, 0, 1));
    for (let day = 0; date !== '2199-12-31'; day += 1) {
      if (clock.toISOString().slice(0, 10) !== date) expect(date).toBe(clock.toISOString());
      if (dayNumber(date) !== day || weekday(date) !== clock.getUTCDay() || !isIsoDate(date)) {
        expect([date, dayNumber(date), weekday(date)]).toEqual([date, day, clock.getUTCDay()]);
      }
      date = nextDay(date);
      clock.setUTCDate(clock.getUTCDate() + 1);
    }
    expect(clock.toISOString().slice(0, 10)).toBe('2199-12-31');
    expect(() => nextDay(date)).toThrow(RangeError);
  });

  const days = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2199-12-30'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  law(
    'are ordered as their texts are',
    fc.property(days, days, (a, b) => {
      expect(a < b).toBe(dayNumber(a) < dayNumber(b));
      expect(nextDay(a) > a).toBe(true);
      expect(expandDate(compactDate(a))).toBe(a);
    }),
  );
});
