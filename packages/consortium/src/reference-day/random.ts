const WORD = 0x1_0000_0000;

const rotateLeft = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** FNV-1a over the code units of a text, 32 bits (Fowler, Noll, Vo). */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
};

/** Four words from one, by SplitMix with the 32-bit finaliser of MurmurHash3 (Appleby). */
const wordsOf = (seed: number): [number, number, number, number] => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
  return [next(), next(), next(), next()];
};

/**
 * xoshiro128** 1.1 by Blackman and Vigna (public domain, prng.di.unimi.it/xoshiro128starstar.c), in
 * integers only, so that a seed gives the same day on every machine. It hides nothing: never use it
 * where a secret is needed.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(words: readonly [number, number, number, number]) {
    [this.#a, this.#b, this.#c, this.#d] = words;
  }

  static ofSeed(seed: string): Random {
    return new Random(wordsOf(hashOf(seed)));
  }

  /** The next 32 bits, as a number from 0 to 2^32 - 1. */
  next(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return result >>> 0;
  }

  /** A whole number from 0 to limit - 1, each as likely; limit is 1 to 2^32. */
  below(limit: number): number {
    // What lies above the last whole multiple of the limit would favour the small numbers.
    const end = WORD - (WORD % limit);
    let word = this.next();
    while (word >= end) word = this.next();
    return word % limit;
  }

  /** A whole number from low to high, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True so many times in a thousand. */
  perMille(count: number): boolean {
    return this.below(1000) < count;
  }

  /** @throws RangeError for an empty list */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /**
   * An index, as likely as its weight: a whole number, zero or more.
   *
   * @returns undefined where no index has a weight
   */
  weighted(weights: readonly number[]): number | undefined {
    let total = 0;
    for (const weight of weights) total += weight;
    if (total === 0) return undefined;
    let left = this.below(total);
    return weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
  }

  /** Brings the items into a random order, in place (Fisher and Yates). */
  shuffle(items: unknown[]): void {
    for (let last = items.length - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      const [a, b] = [items[last], items[other]];
      if (a !== undefined && b !== undefined) [items[last], items[other]] = [b, a];
    }
  }
}
