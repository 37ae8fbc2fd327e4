/** Median, least and most of several runs. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: readonly number[];
}

export function spreadOf(runs: readonly number[]): Spread {
  const sorted = [...runs].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? upper;
  return {
    median: (lower + upper) / 2,
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    runs,
  };
}

/** One figure of a report, and what it has to reach where there is a target. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly spread: Spread;
  readonly target?: { readonly must: number; readonly aim?: number; readonly isLeast?: boolean };
}

export interface Report {
  readonly bench: string;
  readonly machine: string;
  readonly node: string;
  readonly figures: readonly Figure[];
  /** What was left out, and how it is asked for. */
  readonly notRun?: readonly string[];
}

/** A bench that this machine has not the programs for, and why. */
export interface Skipped {
  readonly bench: string;
  readonly skipped: string;
}

/** Does the median reach the target? */
export function isReached({ spread, target }: Figure): boolean {
  if (target === undefined) return true;
  return target.isLeast === true ? spread.median >= target.must : spread.median <= target.must;
}
