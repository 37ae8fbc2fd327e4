import { refuse, accept, type Result } from '@bondledger/domain';
import type { Write } from '../block/block.js';
import { equalBytes } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import type { Reads } from './environment.js';

/** Something that a transaction has changed; sealed once, at the end. */
interface Entry {
  readonly value: object;
  /** The key that it opens with; undefined where it lies in the clear. */
  readonly key: Uint8Array | undefined;
  readonly seal: () => Uint8Array;
}

/**
 * What a transaction sees and changes: each record changed in memory and sealed once. Values are
 * never changed in place, so a linked group that fails is undone by putting back what was there.
 *
 * Nothing that was only opened is kept: each instruction shows by its own opening that its sender
 * may see a record, and no instruction sees more or less because of another one beside it.
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

  /**
   * What is held under a ledger key, or opened by `open` from the stored bytes; undefined where
   * neither is there. OPENING_WRONG where it does not open, or was sealed under another key.
   */
  get<T extends object>(
    name: string,
    key: Uint8Array | undefined,
    open: (bytes: Uint8Array) => T | undefined,
  ): Result<T | undefined> {
    const held = this.#entries.get(name);
    if (held !== undefined) {
      return isSameKey(held.key, key) ? accept(held.value as T) : refuse('OPENING_WRONG');
    }
    const bytes = this.#reads.get(name);
    if (bytes === undefined) return accept(undefined);
    const value = open(bytes);
    return value === undefined ? refuse('OPENING_WRONG') : accept(value);
  }

  put(name: string, key: Uint8Array | undefined, value: object, seal: () => Uint8Array): void {
    this.#undo.push({ key: name, before: this.#entries.get(name) });
    this.#entries.set(name, { value, key, seal });
  }

  /** Was the key changed by this transaction? */
  changed(key: string): boolean {
    return this.#entries.has(key);
  }

  /** What this transaction made of a record, without opening it: to answer a repeated step. */
  held(key: string): object | undefined {
    return this.#entries.get(key)?.value;
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
    for (const [key, { seal }] of this.#entries) writes.push({ key, value: seal() });
    return writes.sort((left, right) => (left.key < right.key ? -1 : 1));
  }
}

const isSameKey = (left: Uint8Array | undefined, right: Uint8Array | undefined): boolean =>
  left === undefined || right === undefined ? left === right : equalBytes(left, right);
