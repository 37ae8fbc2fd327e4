import { open, type Database, type RootDatabase } from 'lmdb';
import type { Page, RangeQuery, Write } from '@bondledger/contract';
import { CACHED_VALUES_BYTES } from '../limits.js';
import { merged } from './merged.js';
import { PLACE_BYTES, readPlace, writePlace } from './place.js';
import { stateError } from './state-damaged.js';
import { byKey, pageOf, startOfPage, type Place, type State } from './state.js';
import { ValueCache } from './value-cache.js';

/** Which ledger a state belongs to, and up to which block. */
export interface StateMeta {
  readonly ledgerId: string;
  readonly height: number;
  /** Hash of that block's header, hex. */
  readonly hash: string;
}

/** Durable blocks that go into LMDB in one transaction. */
interface Waiting {
  /** By key, the newest version. */
  readonly newest: Map<string, Newest>;
  /** By height, the block's row of `links`. */
  readonly links: Map<number, Buffer>;
  /** Of the newest values. */
  bytes: number;
}

interface Newest {
  readonly value: Uint8Array;
  readonly place: Place;
}

const META = 'meta';
const nothing = (): Waiting => ({ newest: new Map(), links: new Map(), bytes: 0 });

/**
 * The state in LMDB, never flushed by itself: the block log is the commit. A durable block is
 * taken in at once, into memory, and into LMDB a little later, by a thread of LMDB's own: then all
 * blocks that wait go into one transaction, with the height inside. Two tables:
 *
 * - state: key → place of the newest version (10 bytes), then the value.
 * - links: height → for each write of the block, the place of the version before it (10 bytes).
 *
 * So the history of a key is a chain of places back from the newest: it costs one sequential put a
 * block, where an index by key would cost a random one for each write.
 */
export class LmdbState implements State {
  readonly #root: RootDatabase<Uint8Array, string>;
  readonly #state: Database<Uint8Array, string>;
  readonly #links: Database<Uint8Array, number>;
  readonly #ledgerId: string;
  readonly #path: string;
  readonly #cache = new ValueCache(CACHED_VALUES_BYTES);
  #memory = Buffer.allocUnsafeSlow(64 * 1024);
  #waiting = nothing();
  /** What LMDB is taking in: to be read here until it is there. */
  #settling = nothing();
  #settled = Promise.resolve();
  #height: number;
  #hash: string;

  constructor(directory: string, ledgerId: string, readOnly = false) {
    this.#path = directory;
    const path = { path: directory, maxDbs: 2, readOnly };
    // Whoever asks for durability here would wait twice for it: see above.
    this.#root = open({ ...path, noSync: !readOnly, compression: false, encoding: 'binary' });
    this.#state = this.#root.openDB('state', { encoding: 'binary' });
    this.#links = this.#root.openDB<Uint8Array, number>('links', { encoding: 'binary' });
    const meta = readMeta(this.#root.get(META));
    this.#ledgerId = ledgerId;
    this.#height = meta?.ledgerId === ledgerId ? meta.height : -1;
    this.#hash = meta?.ledgerId === ledgerId ? meta.hash : '';
  }

  get height(): number {
    return this.#height;
  }

  /** Hash of the newest block's header. */
  get hash(): string {
    return this.#hash;
  }

  get(key: string): Uint8Array | undefined {
    return this.#read(key).value;
  }

  /** Bytes of the newest values that nobody has asked to be settled yet. */
  get waitingBytes(): number {
    return this.#waiting.bytes;
  }

  accept(height: number, hash: string, writes: readonly Write[]): void {
    const { newest, links } = this.#waiting;
    const row = Buffer.allocUnsafe(writes.length * PLACE_BYTES);
    writes.forEach(({ key, value }, ordinal) => {
      const before = this.#read(key);
      writePlace(row, ordinal * PLACE_BYTES, before.place);
      this.#waiting.bytes += value.length - (newest.get(key)?.value.length ?? 0);
      newest.set(key, { value, place: { height, ordinal } });
    });
    links.set(height, row);
    this.#height = height;
    this.#hash = hash;
  }

  /**
   * Commits the blocks that wait, one commit after the other. Rejects with what the system
   * says, a full disk above all, and STATE_DAMAGED for LMDB's own errors, which all that reads
   * throws; after that nothing more is committed.
   *
   * @param before Called when the blocks are taken, which may be more than waited at the call:
   * whatever has to be written before them is written here.
   */
  settle(before?: () => void): Promise<void> {
    this.#settled = this.#settled.then(() => this.#commit(before));
    // Whoever asks next hears of it, if nobody waits for this one.
    this.#settled.catch(() => undefined);
    return this.#settled;
  }

  range(query: RangeQuery): Page {
    const start = startOfPage(query);
    const { to, limit } = query;
    const waiting = this.#waitingFrom((key) => key >= start && key < to);
    return this.#ask(() => {
      const stored = this.#state.getRange({ start, end: to, limit: limit + 1 });
      const records: Write[] = [];
      for (const record of merged(waiting, recordsOf(stored))) {
        if (records.push(record) > limit) break;
      }
      return pageOf(records, limit);
    });
  }

  *entries(): Iterable<readonly [string, Uint8Array]> {
    const waiting = this.#waitingFrom(() => true);
    try {
      const stored = recordsOf(this.#state.getRange({}));
      for (const { key, value } of merged(waiting, stored)) yield [key, value];
    } catch (error) {
      throw stateError(error, this.#path);
    }
  }

  places(key: string): readonly Place[] {
    const places: Place[] = [];
    for (let at = this.#read(key).place; at !== undefined;) {
      places.push(at);
      const { height, ordinal } = at;
      const links = this.#linksOf(height);
      at = links === undefined ? undefined : readPlace(links, ordinal * PLACE_BYTES);
    }
    return places.reverse();
  }

  /** Closes the files. What still waited is lost here, and safe in the block log. */
  async close(): Promise<void> {
    await this.#settled.catch(() => undefined);
    await this.#root.close();
  }

  async #commit(before: (() => void) | undefined): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.links.size === 0) return;
    before?.();
    this.#waiting = nothing();
    this.#settling = waiting;
    const meta = { hash: this.#hash, height: this.#height, ledgerId: this.#ledgerId };
    try {
      await this.#root.batch(() => {
        for (const [height, row] of waiting.links) void this.#links.put(height, row);
        this.#put(waiting);
        void this.#root.put(META, Buffer.from(JSON.stringify(meta)));
      });
    } catch (error) {
      throw stateError(await causeOf(error), this.#path);
    }
    for (const [key, newest] of waiting.newest) this.#cache.set(key, newest);
    this.#settling = nothing();
  }

  /**
   * Values as they are stored, all in one piece of memory: LMDB's thread reads them from there,
   * so it is used again only for the next commit.
   */
  #put({ newest, bytes }: Waiting): void {
    const length = bytes + newest.size * PLACE_BYTES;
    if (this.#memory.length < length) this.#memory = Buffer.allocUnsafeSlow(length);
    let at = 0;
    for (const [key, { value, place }] of newest) {
      const end = at + PLACE_BYTES + value.length;
      writePlace(this.#memory, at, place);
      this.#memory.set(value, at + PLACE_BYTES);
      void this.#state.put(key, this.#memory.subarray(at, end));
      at = end;
    }
  }

  /** What LMDB does not have yet, in the order of the keys. */
  #waitingFrom(isAsked: (key: string) => boolean): readonly Write[] {
    const values = new Map<string, Uint8Array>();
    for (const { newest } of [this.#settling, this.#waiting]) {
      for (const [key, { value }] of newest) if (isAsked(key)) values.set(key, value);
    }
    return Array.from(values, ([key, value]) => ({ key, value })).sort(byKey);
  }

  #linksOf(height: number): Uint8Array | undefined {
    return (
      this.#waiting.links.get(height) ??
      this.#settling.links.get(height) ??
      this.#ask(() => this.#links.get(height))
    );
  }

  #read(key: string): {
    readonly value: Uint8Array | undefined;
    readonly place?: Place | undefined;
  } {
    return this.#waiting.newest.get(key) ?? this.#settling.newest.get(key) ?? this.#stored(key);
  }

  /** Asks LMDB, and says what it means where that fails. */
  #ask<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw stateError(error, this.#path);
    }
  }

  /** What LMDB holds, by way of the cache. */
  #stored(key: string): {
    readonly value: Uint8Array | undefined;
    readonly place: Place | undefined;
  } {
    const known = this.#cache.get(key);
    if (known !== undefined) return known;
    const cached = this.#ask(() => {
      const bytes = this.#state.getBinary(key);
      if (bytes === undefined) return { value: undefined, place: undefined };
      return { value: valueIn(bytes), place: readPlace(bytes, 0) };
    });
    this.#cache.set(key, cached);
    return cached;
  }
}

/** What LMDB's thread failed with: it is told apart from the commit that it failed. */
async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !('commitError' in error)) return error;
  return Promise.resolve(error.commitError).catch((cause: unknown) => cause);
}

function* recordsOf(
  stored: Iterable<{ readonly key: string; readonly value: Uint8Array }>,
): Iterable<Write> {
  for (const { key, value } of stored) yield { key, value: valueIn(value) };
}

const valueIn = (bytes: Uint8Array): Uint8Array => bytes.subarray(PLACE_BYTES);

function readMeta(bytes: Uint8Array | undefined): StateMeta | undefined {
  if (bytes === undefined) return undefined;
  try {
    const meta: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isMeta(meta) ? meta : undefined;
  } catch {
    return undefined;
  }
}

const isMeta = (meta: unknown): meta is StateMeta =>
  typeof meta === 'object' &&
  meta !== null &&
  'ledgerId' in meta &&
  typeof meta.ledgerId === 'string' &&
  'hash' in meta &&
  typeof meta.hash === 'string' &&
  'height' in meta &&
  Number.isSafeInteger(meta.height);
