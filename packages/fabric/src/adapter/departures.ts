import { ORDER_TOGETHER_MAX_MS, ORDER_TOGETHER_MS } from './limits.js';

/** A transaction on its way: endorsed first, then ordered. */
export interface Journey {
  /** Endorsed: answers when it may leave for the orderers. */
  depart(): Promise<void>;
  /** Committed, or given up. */
  end(): void;
}

/**
 * Has transactions of several lanes leave for the orderers at one time, so that they share a
 * block: every node writes and flushes once for a block, which costs it more than a small
 * transaction does. Whoever is endorsed waits for those who still are, and for those whose block is
 * still to come; about as long as blocks take just now, for one of them may wait for a node that
 * does not answer. One that is alone leaves at once.
 */
export class Departures {
  /** Being endorsed or ordered. */
  #underway = 0;
  readonly #waiting: (() => void)[] = [];
  /** Milliseconds from leaving to the block, of late. */
  #blockTime = 0;
  #timer: NodeJS.Timeout | undefined;

  begin(): Journey {
    this.#underway += 1;
    let isUnderway = true;
    let left: number | undefined;
    const leave = (): void => {
      if (isUnderway) this.#underway -= 1;
      isUnderway = false;
    };
    return {
      depart: async () => {
        leave();
        await new Promise<void>((resolve) => {
          this.#waiting.push(resolve);
          this.#timer ??= setTimeout(() => this.#release(), this.#patience);
          this.#releaseIfAlone();
        });
        this.#underway += 1;
        isUnderway = true;
        left = performance.now();
      },
      end: () => {
        if (left !== undefined) this.#blockTime = (this.#blockTime + performance.now() - left) / 2;
        left = undefined;
        leave();
        this.#releaseIfAlone();
      },
    };
  }

  get #patience(): number {
    return Math.min(Math.max(ORDER_TOGETHER_MS, this.#blockTime), ORDER_TOGETHER_MAX_MS);
  }

  #releaseIfAlone(): void {
    if (this.#underway === 0) this.#release();
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
