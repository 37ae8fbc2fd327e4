import { equalBytes } from '../bytes/text.js';

interface Opened {
  readonly key: Uint8Array;
  readonly content: object;
}

/**
 * What boxes were found to hold, by the identity of their bytes, and under which key. A ledger and
 * its institutions in one process read the same record many times over; opening it again would give
 * the same answer. No result depends on this: another key, or other bytes, are opened in earnest.
 */
const opened = new WeakMap<Uint8Array, Opened>();

/** What this key opened these very bytes to before; undefined where it has to be opened. */
export function recall(box: Uint8Array, key: Uint8Array): object | undefined {
  const known = opened.get(box);
  return known !== undefined && equalBytes(known.key, key) ? known.content : undefined;
}

/** Content is never changed in place, so it can be shared. */
export function remember(box: Uint8Array, key: Uint8Array, content: object): void {
  opened.set(box, { key, content });
}
