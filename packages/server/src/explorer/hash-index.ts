import { HASH_INDEX_ENTRIES } from '../limits.js';

/**
 * Which block may hold a hash: 12 bytes for each, in a table at most half full. Only 64 bits
 * of the hash are kept, so whoever finds one has to look into the block. It can be made again from
 * the blocks at any time.
 */
export class HashIndex {
  /** Two words of each hash, and the block's height and 1; 0 where the place is free. */
  #entries = new Uint32Array(WORDS * HASH_INDEX_ENTRIES);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @param hash 8 bytes or more of it are looked at */
  add(hash: Uint8Array, height: number): void {
    if (this.#count * 2 >= this.#entries.length / WORDS) this.#grow();
    this.#put(wordAt(hash, 0), wordAt(hash, 4), height + 1);
    this.#count += 1;
  }

  /** Heights of the blocks that may hold it, each once, oldest first. */
  heightsOf(hash: Uint8Array): readonly number[] {
    const found = new Set<number>();
    const [first, second] = [wordAt(hash, 0), wordAt(hash, 4)];
    for (let at = this.#placeOf(first); ; at = this.#after(at)) {
      const entry = this.#entries[at + 2] ?? 0;
      if (entry === 0) return [...found].sort((left, right) => left - right);
      const isSame = this.#entries[at] === first && this.#entries[at + 1] === second;
      if (isSame) found.add(entry - 1);
    }
  }

  #put(first: number, second: number, entry: number): void {
    let at = this.#placeOf(first);
    while (this.#entries[at + 2] !== 0) at = this.#after(at);
    this.#entries[at] = first;
    this.#entries[at + 1] = second;
    this.#entries[at + 2] = entry;
  }

  #grow(): void {
    const old = this.#entries;
    this.#entries = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      const entry = old[at + 2] ?? 0;
      if (entry !== 0) this.#put(old[at] ?? 0, old[at + 1] ?? 0, entry);
    }
  }

  #placeOf(first: number): number {
    return (first % (this.#entries.length / WORDS)) * WORDS;
  }

  #after(at: number): number {
    return (at + WORDS) % this.#entries.length;
  }
}

const WORDS = 3;

const wordAt = (hash: Uint8Array, at: number): number =>
  new DataView(hash.buffer, hash.byteOffset, hash.byteLength).getUint32(at);
