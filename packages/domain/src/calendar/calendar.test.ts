import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { law } from '../../test/law.js';
import { createCalendar } from './calendar.js';
import { isIsoDate, nextDay, weekday } from './date.js';
import { holidayName, KOREAN_HOLIDAYS } from './korean-holidays.js';

const calendar = createCalendar(KOREAN_HOLIDAYS);

describe('the Korean calendar', () => {
  it.each([
    ['2026-09-21', '2026-09-22', 'an ordinary day'],
    ['2026-09-18', '2026-09-21', 'a weekend'],
    ['2026-09-23', '2026-09-28', 'Chuseok and a weekend'],
    ['2025-10-02', '2025-10-10', 'the long Chuseok of 2025'],
    ['2024-02-08', '2024-02-13', 'Seollal with its substitute'],
    ['2026-04-30', '2026-05-04', 'Labour Day and a weekend'],
    ['2024-04-30', '2024-05-02', 'Labour Day when it was no public holiday'],
    ['2026-12-30', '2027-01-04', 'the year-end closing, New Year and a weekend'],
    ['2026-06-02', '2026-06-04', 'an election'],
  ])('after %s comes %s: %s', (date, next) => {
    expect(calendar.isBusinessDay(date)).toBe(true);
    expect(calendar.next(date)).toBe(next);
    expect(calendar.add(date, 1)).toBe(next);
    expect(calendar.businessDaysFrom(date, next)).toBe(1);
  });

  it('knows the substitutes of holidays that fall on a weekend', () => {
    for (const date of ['2026-03-02', '2026-08-17', '2026-10-05', '2027-12-27']) {
      expect([date, weekday(date), calendar.isBusinessDay(date)]).toEqual([date, 1, false]);
    }
  });

  it('counts the business days of each year', () => {
    const counts = ['2024', '2025', '2026', '2027'].map((year) =>
      calendar.businessDaysFrom(`${Number.parseInt(year, 10) - 1}-12-31`, `${year}-12-31`),
    );
    expect(counts).toEqual([244, 242, 244, 245]);
  });

  it('lists dates, each once and in order, with both closings of each year', () => {
    expect(KOREAN_HOLIDAYS.every(isIsoDate)).toBe(true);
    expect([...new Set(KOREAN_HOLIDAYS)].sort()).toEqual([...KOREAN_HOLIDAYS]);
    for (const year of ['2024', '2025', '2026', '2027']) {
      expect(KOREAN_HOLIDAYS).toContain(`${year}-05-01`);
      expect(KOREAN_HOLIDAYS).toContain(`${year}-12-31`);
    }
  });
});

describe('createCalendar', () => {
  it('lets an operator add a day that is declared late', () => {
    const extended = createCalendar([...KOREAN_HOLIDAYS, '2026-09-22']);
    expect(extended.next('2026-09-21')).toBe('2026-09-23');
    expect(extended.businessDaysFrom('2026-09-21', '2026-09-23')).toBe(1);
  });

  it('counts a holiday on a weekend, or given twice, once', () => {
    const odd = createCalendar(['2026-09-26', '2026-09-22', '2026-09-22']);
    expect(odd.businessDaysFrom('2026-09-20', '2026-09-28')).toBe(5);
  });

  it('takes no holiday that is no date and no count that is no count', () => {
    expect(() => createCalendar(['2026-02-30'])).toThrow(RangeError);
    expect(() => calendar.add('2026-09-21', -1)).toThrow(RangeError);
    expect(() => calendar.add('2026-09-21', 0.5)).toThrow(RangeError);
  });

  it('adds nothing, and counts nothing backwards', () => {
    expect(calendar.add('2026-09-20', 0)).toBe('2026-09-20');
    expect(calendar.businessDaysFrom('2026-09-21', '2026-09-21')).toBe(0);
    expect(calendar.businessDaysFrom('2026-09-22', '2026-09-21')).toBe(0);
  });

  const days = fc
    .date({ min: new Date('2023-06-01'), max: new Date('2028-06-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  law(
    'counts as one would by walking',
    fc.property(days, fc.nat({ max: 400 }), (from, length) => {
      let to = from;
      let count = 0;
      for (let step = 0; step < length; step += 1) {
        to = nextDay(to);
        if (calendar.isBusinessDay(to)) count += 1;
      }
      expect(calendar.businessDaysFrom(from, to)).toBe(count);
      if (calendar.isBusinessDay(to)) expect(calendar.add(from, count)).toBe(to);
    }),
  );
});

describe('the name of a holiday', () => {
  it.each([
    ['2026-09-25', '추석 연휴', 'Chuseok'],
    ['2026-08-17', '대체공휴일(광복절)', 'Substitute for Liberation Day'],
    ['2025-10-08', '대체공휴일(추석)', 'Substitute for Chuseok'],
  ])('of %s is %s', (date, ko, en) => {
    expect(holidayName(date)).toEqual({ ko, en });
  });

  it('is there for each day of the table, and for no other', () => {
    expect(KOREAN_HOLIDAYS.filter((date) => holidayName(date) === undefined)).toEqual([]);
    expect(holidayName('2026-09-28')).toBeUndefined();
  });
});
