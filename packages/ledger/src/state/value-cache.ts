import type { Place } from './state.js';

/** A value with the place where it was written; no value where the key is known to be absent. */
export interface Cached {
  readonly value: Uint8Array | undefined;
  readonly place: Place | undefined;
}

/** What an entry weighs beside its value. */
const ENTRY_BYTES = 200;

/**
 * Values that were used lately, in two generations: when the younger is full it becomes the
 * older, and the older is forgotten. Nothing is moved on a hit in the younger.
 */
export class ValueCache {
  readonly #bytesMax: number;
  #younger = new Map<string, Cached>();
  #older = new Map<string, Cached>();
  #bytes = 0;

  /** @param bytesMax of one generation */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get(key: string): Cached | undefined {
    const young = this.#younger.get(key);
    if (young !== undefined) return young;
    const old = this.#older.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, cached: Cached): void {
    const before = this.#younger.get(key);
    this.#younger.set(key, cached);
    this.#bytes += weightOf(cached) - (before === undefined ? 0 : weightOf(before));
    if (this.#bytes <= this.#bytesMax) return;
    this.#older = this.#younger;
    this.#younger = new Map();
    this.#bytes = 0;
  }
}

const weightOf = ({ value }: Cached): number => (value?.length ?? 0) + ENTRY_BYTES;
