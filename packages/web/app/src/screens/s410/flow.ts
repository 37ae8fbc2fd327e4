import type { Summary } from '@bondledger/sdk/api';
import type { State } from '@bondledger/domain';

/** The day as a funnel. Pure: what the figure draws. */

/** The line of steps. A chain is a kind of readiness. */
export const FLOW_STATES = [
  'SUBMITTED',
  'MATCHED',
  'READY',
  'RESTRICTED',
  'PAYMENT_REQUESTED',
  'PAID',
  'SETTLED',
] as const satisfies readonly State[];
export type FlowState = (typeof FLOW_STATES)[number];

export const OUT_STATES = ['REJECTED', 'CANCELLED', 'EXPIRED', 'FAILED'] as const;

export const MEASURES = ['count', 'faceAmount', 'settlementAmount'] as const;
export type Measure = (typeof MEASURES)[number];

/** What of the day's sums the figure needs. */
type FlowSums = Pick<Summary, 'byState' | 'byHour'>;
type Sum = Pick<Summary['byState'][number], 'state' | Measure>;

const measured = (sum: Sum, measure: Measure): bigint => BigInt(sum[measure]);

/** At rest in a state now; what is chained rests where it is ready. */
export function restingIn(summary: FlowSums, state: State, measure: Measure): bigint {
  return summary.byState
    .filter((sum) => sum.state === state || (state === 'READY' && sum.state === 'CHAINED'))
    .reduce((all, sum) => all + measured(sum, measure), 0n);
}

/** How many reached a state in an hour. */
export function reachedIn(summary: FlowSums, state: State, hour: number, measure: Measure): bigint {
  return summary.byHour
    .filter((sum) => sum.state === state && sum.hour === hour)
    .reduce((all, sum) => all + measured(sum, measure), 0n);
}

/** How many have come as far as a state: those that rest there or further on the line. */
export function reached(summary: FlowSums, state: FlowState, measure: Measure): bigint {
  const from = FLOW_STATES.indexOf(state);
  return FLOW_STATES.slice(from).reduce((all, each) => all + restingIn(summary, each, measure), 0n);
}

const FIRST_HOUR = 9;
const LAST_HOUR = 17;

/** The hours of business, and any other in which something happened. */
export function hoursOf(summary: FlowSums): readonly number[] {
  const happened = summary.byHour.filter(({ count }) => count > 0).map(({ hour }) => hour);
  const first = Math.min(FIRST_HOUR, ...happened);
  const last = Math.max(LAST_HOUR, ...happened);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** How many were settled by the end of an hour. */
export const settledBy = (summary: FlowSums, hour: number, measure: Measure): bigint =>
  summary.byHour
    .filter((sum) => sum.state === 'SETTLED' && sum.hour <= hour)
    .reduce((all, sum) => all + measured(sum, measure), 0n);

export interface Forecast {
  /** Trades settled within the last hour. */
  readonly perHour: number;
  /** Trades that would be left at the cut-off if that went on. */
  readonly left: number;
}

const HOUR_S = 3600;

/**
 * What is left at the cut-off at the pace of the last hour; undefined where nothing was settled in
 * it, or nothing is left to be.
 * @param now seconds of the day, in Korea, as the cut-off
 */
export function forecast(summary: FlowSums, now: number, cutOff: number): Forecast | undefined {
  const hour = Math.floor(now / HOUR_S);
  const into = (now % HOUR_S) / HOUR_S;
  const settledIn = (at: number): number => Number(reachedIn(summary, 'SETTLED', at, 'count'));
  const perHour = Math.round(settledIn(hour) + settledIn(hour - 1) * (1 - into));
  const open = FLOW_STATES.filter((state) => state !== 'SETTLED').reduce(
    (all, state) => all + Number(restingIn(summary, state, 'count')),
    0,
  );
  if (perHour === 0 || open === 0 || now >= cutOff) return undefined;
  const more = Math.floor((perHour * (cutOff - now)) / HOUR_S);
  return { perHour, left: Math.max(0, open - more) };
}

const PER_MILLE = 1000n;

/** A part of a whole, from 0 to 1, to a thousandth. */
export const shareOf = (part: bigint, whole: bigint): number =>
  whole === 0n ? 0 : Number((part * PER_MILLE) / whole) / 1000;
