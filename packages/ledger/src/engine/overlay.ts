import type { Write } from '@bondledger/contract';

/** What reads committed values. */
export interface Values {
  get(key: string): Uint8Array | undefined;
}

/**
 * Writes that were applied and are not durable yet, over the state of the durable blocks. Only
 * the writer sees them: it goes on with the next block while the last one is being flushed.
 */
export class Overlay implements Values {
  readonly #under: Values;
  readonly #writes = new Map<string, Uint8Array>();

  constructor(under: Values) {
    this.#under = under;
  }

  get(key: string): Uint8Array | undefined {
    return this.#writes.get(key) ?? this.#under.get(key);
  }

  /** The values of those keys that are there. */
  read(keys: readonly string[]): Map<string, Uint8Array> {
    const values = new Map<string, Uint8Array>();
    for (const key of keys) {
      const value = this.get(key);
      if (value !== undefined) values.set(key, value);
    }
    return values;
  }

  add(writes: readonly Write[]): void {
    for (const { key, value } of writes) this.#writes.set(key, value);
  }

  /** Forgets writes that the state now has, unless a later block has written the key again. */
  drop(writes: readonly Write[]): void {
    for (const { key, value } of writes) {
      if (this.#writes.get(key) === value) this.#writes.delete(key);
    }
  }

  clear(): void {
    this.#writes.clear();
  }
}
