import { open, type Database, type RootDatabase } from 'lmdb';
import type { Page, RangeQuery, Write } from '@bondledger/contract';
import { CACHED_VALUES_BYTES } from '../limits.js';
import { PLACE_BYTES, readPlace, writePlace } from './place.js';
import { stateError } from './state-damaged.js';
import { pageOf, startOfPage, type Place, type State } from './state.js';
import { ValueCache } from './value-cache.js';

/** Which ledger a state belongs to, and up to which block. */
export interface StateMeta {
  readonly ledgerId: string;
  readonly height: number;
  /** Hash of that block's header, hex. */
  readonly hash: string;
}

/** A block whose links are not in LMDB yet: the keys that it wrote, in order. */
interface Block {
  readonly height: number;
  readonly keys: readonly string[];
}

interface Newest {
  readonly value: Uint8Array;
  readonly place: Place;
}

const META = 'meta';

/**
 * The state in LMDB, never flushed by itself: the block log is the commit. A durable block is
 * taken in at once, into memory, and into LMDB a little later: then all blocks that wait go into
 * one transaction, with the height inside. Two tables:
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
  readonly #newest = new Map<string, Newest>();
  #memory = Buffer.allocUnsafeSlow(64 * 1024);
  #waiting: Block[] = [];
  #waitingBytes = 0;
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

  /** Bytes of the newest values that are not in LMDB yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  accept(height: number, hash: string, writes: readonly Write[]): void {
    this.#waiting.push({ height, keys: writes.map(({ key }) => key) });
    writes.forEach(({ key, value }, ordinal) => {
      // Where the version before was written is asked for at the commit: keep it at hand.
      const before = this.#newest.get(key);
      if (before === undefined) this.#read(key);
      this.#newest.set(key, { value, place: { height, ordinal } });
      this.#waitingBytes += value.length - (before?.value.length ?? 0);
    });
    this.#height = height;
    this.#hash = hash;
  }

  /**
   * Commits the blocks that wait. Throws what the system throws, a full disk above all, and
   * STATE_DAMAGED for LMDB's own errors, as all that reads does.
   */
  settle(): void {
    const blocks = this.#waiting;
    if (blocks.length === 0) return;
    // The callback must return nothing: a promise returned here would never be settled.
    this.#ask(() => {
      this.#root.transactionSync(() => {
        this.#putLinks(blocks);
        for (const [key, { value, place }] of this.#newest) {
          this.#state.putSync(key, this.#withPlace(place, value));
        }
        const meta = { hash: this.#hash, height: this.#height, ledgerId: this.#ledgerId };
        this.#root.putSync(META, Buffer.from(JSON.stringify(meta)));
      });
    });
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const [key, newest] of this.#newest) this.#cache.set(key, newest);
    this.#newest.clear();
  }

  range(query: RangeQuery): Page {
    const start = startOfPage(query);
    this.settle();
    return this.#ask(() => {
      const found = this.#state.getRange({ start, end: query.to, limit: query.limit + 1 });
      const records = Array.from(found, ({ key, value }) => ({ key, value: valueIn(value) }));
      return pageOf(records, query.limit);
    });
  }

  *entries(): Iterable<readonly [string, Uint8Array]> {
    this.settle();
    try {
      for (const { key, value } of this.#state.getRange({})) yield [key, valueIn(value)];
    } catch (error) {
      throw stateError(error, this.#path);
    }
  }

  places(key: string): readonly Place[] {
    this.settle();
    const places: Place[] = [];
    for (let at = this.#read(key).place; at !== undefined;) {
      places.push(at);
      const { height, ordinal } = at;
      at = this.#ask(() => {
        const links = this.#links.get(height);
        return links === undefined ? undefined : readPlace(links, ordinal * PLACE_BYTES);
      });
    }
    return places.reverse();
  }

  /** Closes the files. What still waited is lost here, and safe in the block log. */
  async close(): Promise<void> {
    await this.#root.close();
  }

  #putLinks(blocks: readonly Block[]): void {
    const places = new Map<string, Place>();
    for (const { height, keys } of blocks) {
      const links = Buffer.allocUnsafe(keys.length * PLACE_BYTES);
      keys.forEach((key, ordinal) => {
        const before = places.get(key) ?? this.#stored(key).place;
        writePlace(links, ordinal * PLACE_BYTES, before);
        places.set(key, { height, ordinal });
      });
      this.#links.putSync(height, links);
    }
  }

  /** As it is stored. LMDB copies it at once, so one piece of memory does for all. */
  #withPlace(place: Place, value: Uint8Array): Buffer {
    const length = PLACE_BYTES + value.length;
    if (this.#memory.length < length) this.#memory = Buffer.allocUnsafeSlow(2 * length);
    writePlace(this.#memory, 0, place);
    this.#memory.set(value, PLACE_BYTES);
    return this.#memory.subarray(0, length);
  }

  #read(key: string): {
    readonly value: Uint8Array | undefined;
    readonly place?: Place | undefined;
  } {
    return this.#newest.get(key) ?? this.#stored(key);
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
