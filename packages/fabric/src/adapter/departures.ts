import { ORDER_TOGETHER_MS } from './limits.js';

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
 * still to come; not long, for one of them may wait for a node that does not answer. One that is
 * alone leaves at once.
 */
export class Departures {
  /** Being endorsed or ordered. */
  #underway = 0;
  readonly #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  begin(): Journey {
    this.#underway += 1;
    let isUnderway = true;
    const leave = (): void => {
      if (isUnderway) this.#underway -= 1;
      isUnderway = false;
    };
    return {
      depart: async () => {
        leave();
        await new Promise<void>((resolve) => {
          this.#waiting.push(resolve);
          this.#timer ??= setTimeout(() => this.#release(), ORDER_TOGETHER_MS);
          this.#releaseIfAlone();
        });
        this.#underway += 1;
        isUnderway = true;
      },
      end: () => {
        leave();
        this.#releaseIfAlone();
      },
    };
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
