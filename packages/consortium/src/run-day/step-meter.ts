import type { BatchReport } from '@bondledger/sdk';

/** How one step of the day went. Times are wall-clock. */
export interface StepReport {
  readonly step: string;
  /** Instructions that were accepted. */
  readonly count: number;
  readonly batches: number;
  readonly seconds: number;
  /** From building a batch to its durable receipts. */
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

interface Measured {
  count: number;
  seconds: number;
  readonly latencies: number[];
  total: number;
}

/** Counts and times the steps of a day, in the order in which they first came. */
export class StepMeter {
  readonly #steps = new Map<string, Measured>();
  readonly #onProgress: ((progress: Progress) => void) | undefined;

  constructor(onProgress?: (progress: Progress) => void) {
    this.#onProgress = onProgress;
  }

  /** Runs a part of a step: `total` instructions are due in it. */
  async measure(
    step: string,
    total: number,
    run: (onBatch: (report: BatchReport) => void) => Promise<void>,
  ): Promise<void> {
    if (total === 0) return;
    const measured = this.#measured(step);
    measured.total += total;
    this.#report(step, measured);
    const began = performance.now();
    await run(({ accepted, milliseconds }) => {
      measured.count += accepted;
      measured.latencies.push(milliseconds);
      this.#report(step, measured);
    });
    measured.seconds += (performance.now() - began) / 1000;
  }

  #measured(step: string): Measured {
    const known = this.#steps.get(step);
    if (known !== undefined) return known;
    const fresh = { count: 0, seconds: 0, latencies: [], total: 0 };
    this.#steps.set(step, fresh);
    return fresh;
  }

  #report(step: string, { count, total }: Measured): void {
    this.#onProgress?.({ step, done: Math.min(count, total), total });
  }

  reports(): readonly StepReport[] {
    return [...this.#steps].map(([step, { count, seconds, latencies }]) => {
      const sorted = [...latencies].sort((left, right) => left - right);
      return {
        step,
        count,
        batches: sorted.length,
        seconds,
        p50Milliseconds: percentile(sorted, 50),
        p99Milliseconds: percentile(sorted, 99),
      };
    });
  }
}

/** The nearest-rank percentile of sorted values; 0 where there are none. */
export const percentile = (sorted: readonly number[], percent: number): number =>
  sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
