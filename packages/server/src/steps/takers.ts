import type { Desk, Desks } from '../desks/desk.js';
import type { Observer } from '../observation/observer.js';
import { StepTaker } from './taker.js';

/** One taker for each institution that this server serves. */
export class StepTakers {
  readonly #desks: Desks;
  readonly #observer: Observer;
  readonly #takers = new Map<string, StepTaker>();

  constructor(desks: Desks, observer: Observer) {
    this.#desks = desks;
    this.#observer = observer;
  }

  /** @throws BondledgerError INSTITUTION_NOT_SERVED */
  desk(institution: string): Desk {
    return this.#desks.of(institution);
  }

  /** @throws BondledgerError INSTITUTION_NOT_SERVED */
  of(institution: string): StepTaker {
    const known = this.#takers.get(institution);
    if (known !== undefined) return known;
    const taker = new StepTaker(this.#desks.of(institution), this.#observer);
    this.#takers.set(institution, taker);
    return taker;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#takers.values()].map((taker) => taker.close()));
  }
}
