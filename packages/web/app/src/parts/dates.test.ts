import { describe, expect, it } from 'vitest';
import { calendarOf, stepBusinessDay, stepMonth, typedDate, weeksOf } from './dates.js';

describe('dates', () => {
  it.each([
    ['2026-11-20', '2026-11-20'],
    ['20261120', '2026-11-20'],
    ['1120', '2026-11-20'],
    ['11-20', '2026-11-20'],
    ['2026-02-30', undefined],
    ['', undefined],
  ])('typed as %s', (text, date) => {
    expect(typedDate(text, '2026-09-21')).toBe(date);
  });

  it('step by business days, over weekends and holidays', () => {
    const calendar = calendarOf([{ date: '2026-11-23' }]);
    expect(stepBusinessDay('2026-11-20', 1, calendar)).toBe('2026-11-24');
    expect(stepBusinessDay('2026-11-24', -1, calendar)).toBe('2026-11-20');
  });

  it('stand in weeks from Sunday', () => {
    const weeks = weeksOf('2026-11');
    expect(weeks).toHaveLength(5);
    expect(weeks[0]?.[0]).toBe('2026-11-01');
    expect(weeks[4]).toEqual(['2026-11-29', '2026-11-30', null, null, null, null, null]);
  });

  it('go from month to month', () => {
    expect([stepMonth('2026-12', 1), stepMonth('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  });
});
