import type { Page, RangeQuery, Write } from '@bondledger/contract';
import { pageOf, startOfPage, type Place, type State } from './state.js';

/** The state in memory: for tests, and for reading a ledger whose LMDB cannot be believed. */
export class MemoryState implements State {
  readonly #values = new Map<string, Uint8Array>();
  readonly #places = new Map<string, Place[]>();
  #sorted: readonly string[] | undefined;
  #height = -1;

  get height(): number {
    return this.#height;
  }

  get(key: string): Uint8Array | undefined {
    return this.#values.get(key);
  }

  accept(height: number, _hash: string, writes: readonly Write[]): void {
    writes.forEach(({ key, value }, ordinal) => {
      if (!this.#values.has(key)) this.#sorted = undefined;
      this.#values.set(key, value);
      const places = this.#places.get(key) ?? [];
      places.push({ height, ordinal });
      this.#places.set(key, places);
    });
    this.#height = height;
  }

  range(query: RangeQuery): Page {
    const start = startOfPage(query);
    const records: Write[] = [];
    for (const key of this.#keys()) {
      if (key < start) continue;
      if (key >= query.to || records.length > query.limit) break;
      const value = this.#values.get(key);
      if (value !== undefined) records.push({ key, value });
    }
    return pageOf(records, query.limit);
  }

  *entries(): Iterable<readonly [string, Uint8Array]> {
    for (const key of this.#keys()) {
      const value = this.#values.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  places(key: string): readonly Place[] {
    return [...(this.#places.get(key) ?? [])];
  }

  #keys(): readonly string[] {
    this.#sorted ??= [...this.#values.keys()].sort();
    return this.#sorted;
  }
}
