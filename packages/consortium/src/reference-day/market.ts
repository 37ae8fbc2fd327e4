import { Desk } from './desk.js';
import type { KindIssues } from './issues.js';
import type { Random } from './random.js';

/** How many kinds are tried, and how many desks of each, before nothing can be made. */
const KINDS_TRIED = 8;
const DESKS_TRIED = 16;

/**
 * How often the issue of a rank is traded, against the others: after Zipf, a little flatter at the
 * head. A few issues make most of a day.
 */
const popularity = (rank: number): number => Math.floor(1_000_000 / (rank + 3));

interface KindDesks {
  readonly desks: readonly Desk[];
  /** The popularity of each desk and of those before it. */
  readonly upTo: readonly number[];
}

const popularOf = (random: Random, { desks, upTo }: KindDesks): Desk => {
  const at = random.below(upTo.at(-1) ?? 1);
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return desks[low] ?? random.pick(desks);
};

/** The desks of a day's issues, found by how much they are traded. */
export class Market {
  readonly #kinds: readonly KindDesks[];
  readonly #shares: readonly number[];

  constructor(random: Random, kinds: readonly KindIssues[]) {
    this.#shares = kinds.map(({ kind }) => kind.valuePerMille);
    this.#kinds = kinds.map(({ issues }) => {
      let sum = 0;
      const upTo = issues.map((_, rank) => (sum += popularity(rank)));
      return { desks: issues.map((issue) => new Desk(issue, random)), upTo };
    });
  }

  /** A desk, the popular ones more often. */
  popular(random: Random): Desk {
    return popularOf(random, this.#kind(random));
  }

  /**
   * The first desk, of several tried, at which something can be made. Kinds keep their shares;
   * within a kind all desks are tried alike, since the popular ones are the first to have no room
   * left.
   */
  somewhere<T>(random: Random, make: (desk: Desk) => T | undefined): T | undefined {
    for (let turn = 0; turn < KINDS_TRIED; turn += 1) {
      const kind = this.#kind(random);
      for (let attempt = 0; attempt < DESKS_TRIED; attempt += 1) {
        const desk = attempt === 0 ? popularOf(random, kind) : random.pick(kind.desks);
        const made = make(desk);
        if (made !== undefined) return made;
      }
    }
    return undefined;
  }

  #kind(random: Random): KindDesks {
    const kind = this.#kinds[random.weighted(this.#shares) ?? 0];
    if (kind === undefined) throw new RangeError('a market without kinds');
    return kind;
  }
}
