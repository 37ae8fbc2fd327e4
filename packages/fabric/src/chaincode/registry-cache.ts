import { FrameWriter, toHex, type Crypto, type Write } from '@bondledger/contract';
import { REGISTRY_VERSION_KEY } from '../wire/operations.js';
import type { StatePort } from './state-port.js';

/** Registry entries that name somebody or something; day, calendar and rules say nothing. */
const PREFIXES = ['registry/issue/', 'registry/key/', 'registry/participant/'] as const;
/** Versions that are kept: transactions of a few blocks are on their way at a time. */
const VERSIONS_KEPT = 4;

export const isCached = (key: string): boolean => PREFIXES.some((prefix) => key.startsWith(prefix));

export type RegistryEntries = ReadonlyMap<string, Uint8Array>;

/** Channels whose registry one process holds: its peers may be members of others as well. */
const CHANNELS_MAX = 4;

/** The registry of each channel: what one of them says is nothing to another. */
export class RegistryCaches {
  readonly #crypto: Crypto;
  readonly #channels = new Map<string, RegistryCache>();

  constructor(crypto: Crypto) {
    this.#crypto = crypto;
  }

  of(channel: string): RegistryCache {
    const known = this.#channels.get(channel);
    if (known !== undefined) return known;
    const fresh = new RegistryCache(this.#crypto);
    this.#channels.set(channel, fresh);
    for (const oldest of this.#channels.keys()) {
      if (this.#channels.size <= CHANNELS_MAX) break;
      this.#channels.delete(oldest);
    }
    return fresh;
  }
}

/**
 * The registry, held in memory by its version. A transaction reads the version alone, so that its
 * read set, which all peers see, does not name the issue and the institutions that it concerns;
 * any change of the registry changes the version and so invalidates what was read before.
 */
export class RegistryCache {
  readonly #crypto: Crypto;
  readonly #versions = new Map<string, RegistryEntries>();

  constructor(crypto: Crypto) {
    this.#crypto = crypto;
  }

  /** The entries of a version, where this process has them. */
  at(version: Uint8Array): RegistryEntries | undefined {
    return this.#versions.get(toHex(version));
  }

  /** Reads all entries of the version that the state has now. */
  async load(version: Uint8Array, state: StatePort): Promise<void> {
    const entries = new Map<string, Uint8Array>();
    for (const prefix of PREFIXES) {
      const end = `${prefix.slice(0, -1)}0`;
      for (const { key, value } of await state.range(prefix, end, Infinity)) {
        entries.set(key, value);
      }
    }
    this.#keep(version, entries);
  }

  /**
   * The write that follows from a transaction's writes: the next version, if they change entries.
   * This process knows its entries already, should the transaction become valid.
   */
  next(version: Uint8Array | undefined, writes: readonly Write[]): readonly Write[] {
    const changes = writes.filter(({ key }) => isCached(key));
    if (changes.length === 0) return [];
    const before = version === undefined ? undefined : this.at(version);
    const entries = new Map(before);
    const writer = new FrameWriter().text('bondledger/registry/1');
    writer.frame(version ?? new Uint8Array(0));
    for (const { key, value } of changes) {
      entries.set(key, value);
      writer.text(key).frame(this.#crypto.sha256(value));
    }
    const value = this.#crypto.sha256(writer.bytes());
    this.#keep(value, entries);
    return [{ key: REGISTRY_VERSION_KEY, value }];
  }

  #keep(version: Uint8Array, entries: RegistryEntries): void {
    const name = toHex(version);
    this.#versions.delete(name);
    this.#versions.set(name, entries);
    for (const oldest of this.#versions.keys()) {
      if (this.#versions.size <= VERSIONS_KEPT) return;
      this.#versions.delete(oldest);
    }
  }
}
