import { RECENT_TIMES } from '../limits.js';

/** The newest times of one kind, for percentiles: so many, whatever their age. */
export class RecentTimes {
  readonly #seconds = new Float64Array(RECENT_TIMES);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(seconds: number): void {
    this.#seconds[this.#count % RECENT_TIMES] = seconds;
    this.#count += 1;
  }

  /** In milliseconds, by nearest rank; null where nothing was measured. */
  percentiles(...parts: readonly number[]): readonly (number | null)[] {
    const sorted = this.#seconds.slice(0, Math.min(this.#count, RECENT_TIMES)).sort();
    return parts.map((part) => {
      const seconds = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
      return seconds === undefined ? null : Math.round(seconds * 1e5) / 100;
    });
  }
}
