import type { Summary } from '@bondledger/sdk/api';
import { describe, expect, it } from 'vitest';
import { forecast, hoursOf, reached, reachedIn, restingIn, settledBy, shareOf } from './flow.js';

const sum = (state: string, count: number, hour?: number): never =>
  ({
    state,
    count,
    faceAmount: (count * 10).toString(),
    settlementAmount: (count * 9).toString(),
    ...(hour === undefined ? {} : { hour }),
  }) as never;

const SUMMARY = {
  byState: [sum('SUBMITTED', 2), sum('READY', 3), sum('CHAINED', 4), sum('SETTLED', 10)],
  byHour: [sum('SETTLED', 10, 11), sum('SUBMITTED', 19, 8)],
} as Pick<Summary, 'byState' | 'byHour'>;

describe('the funnel of a day', () => {
  it('counts what rests in a state; a chain rests where it is ready', () => {
    expect(restingIn(SUMMARY, 'READY', 'count')).toBe(7n);
    expect(restingIn(SUMMARY, 'READY', 'faceAmount')).toBe(70n);
  });

  it('counts what came as far as a state', () => {
    expect(reached(SUMMARY, 'SUBMITTED', 'count')).toBe(19n);
    expect(reached(SUMMARY, 'RESTRICTED', 'count')).toBe(10n);
  });

  it('has a row for each hour of business and for each other one with something in it', () => {
    expect(hoursOf(SUMMARY)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
    expect(reachedIn(SUMMARY, 'SETTLED', 11, 'count')).toBe(10n);
  });

  it('knows how much was settled by the end of an hour', () => {
    expect(settledBy(SUMMARY, 10, 'count')).toBe(0n);
    expect(settledBy(SUMMARY, 11, 'faceAmount')).toBe(100n);
  });

  it.each([
    // Half an hour into the hour after the busy one: half of that one counts.
    [12.5, 14.5, { perHour: 5, left: 0 }],
    [12.5, 13.5, { perHour: 5, left: 4 }],
    [15, 17.5, undefined],
    [18, 17.5, undefined],
  ])('at %d with the cut-off at %d foresees %j', (now, cutOff, foreseen) => {
    expect(forecast(SUMMARY, now * 3600, cutOff * 3600)).toEqual(foreseen);
  });

  it('draws nothing of an empty day', () => {
    expect(shareOf(3n, 0n)).toBe(0);
    expect(shareOf(1n, 8n)).toBe(0.125);
  });
});
