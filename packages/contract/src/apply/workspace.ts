import { refuse, accept, type Result } from '@bondledger/domain';
import type { Write } from '../block/block.js';
import type { Crypto } from '../crypto/crypto.js';
import type { Reads } from './environment.js';

/** Something that a transaction has opened and may have changed; sealed once, at the end. */
interface Entry {
  readonly value: object;
  /** Makes the bytes to write; undefined where nothing was changed. */
  readonly seal: (() => Uint8Array) | undefined;
}

/**
 * What a transaction sees and changes: each record opened once, changed in memory, sealed once.
 * Values are never changed in place, so a linked group that fails is undone by putting back what
 * was there.
 */
export class Workspace {
  readonly crypto: Crypto;
  readonly #reads: Reads;
  readonly #entries = new Map<string, Entry>();
  readonly #undo: { readonly key: string; readonly before: Entry | undefined }[] = [];

  constructor(crypto: Crypto, reads: Reads) {
    this.crypto = crypto;
    this.#reads = reads;
  }

  /** The bytes on the ledger before this transaction. */
  stored(key: string): Uint8Array | undefined {
    return this.#reads.get(key);
  }

  /** What is held under a key, or opened by `open` from the stored bytes (undefined: absent). */
  get<T extends object>(
    key: string,
    open: (bytes: Uint8Array) => T | undefined,
  ): Result<T | undefined> {
    const held = this.#entries.get(key);
    if (held !== undefined) return accept(held.value as T);
    const bytes = this.#reads.get(key);
    if (bytes === undefined) return accept(undefined);
    const value = open(bytes);
    if (value === undefined) return refuse('OPENING_WRONG');
    this.#entries.set(key, { value, seal: undefined });
    return accept(value);
  }

  put(key: string, value: object, seal: () => Uint8Array): void {
    this.#undo.push({ key, before: this.#entries.get(key) });
    this.#entries.set(key, { value, seal });
  }

  /** Was the key changed by this transaction? */
  changed(key: string): boolean {
    return this.#entries.get(key)?.seal !== undefined;
  }

  /** A point to come back to. */
  mark(): number {
    return this.#undo.length;
  }

  rollback(mark: number): void {
    while (this.#undo.length > mark) {
      const last = this.#undo.pop();
      if (last === undefined) return;
      if (last.before === undefined) this.#entries.delete(last.key);
      else this.#entries.set(last.key, last.before);
    }
  }

  /** Every changed record, sealed, sorted by key. */
  writes(): readonly Write[] {
    const writes: Write[] = [];
    for (const [key, { seal }] of this.#entries) {
      if (seal !== undefined) writes.push({ key, value: seal() });
    }
    return writes.sort((left, right) => (left.key < right.key ? -1 : 1));
  }
}
