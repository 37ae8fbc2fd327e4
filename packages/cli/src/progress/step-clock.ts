/** How far a step is, how fast it goes and how long it still takes. */
export interface Pace {
  readonly done: number;
  readonly total: number;
  readonly seconds: number;
  /** Instructions a second; 0 where nothing is done yet. */
  readonly rate: number;
  /** undefined before the first is done. */
  readonly secondsLeft: number | undefined;
}

/** Times one step: only while some of it is under way, since a step comes back in later rounds. */
export class StepClock {
  #done = 0;
  #total = 0;
  #milliseconds = 0;
  #last: number;

  /** @param now milliseconds, as of performance.now() */
  constructor(now: number) {
    this.#last = now;
  }

  update(done: number, total: number, now: number): Pace {
    if (this.#done < this.#total) this.#milliseconds += now - this.#last;
    this.#last = now;
    this.#done = done;
    this.#total = total;
    const seconds = this.#milliseconds / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    const secondsLeft = rate > 0 ? (total - done) / rate : undefined;
    return { done, total, seconds, rate, secondsLeft };
  }
}
