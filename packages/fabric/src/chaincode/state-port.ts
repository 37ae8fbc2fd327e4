import type { Write } from '@bondledger/contract';

/** The channel's state, as one transaction sees it. Own writes are not seen. */
export interface StatePort {
  /** The channel's name. */
  readonly channel: string;
  /** The values of those keys that are there. */
  read(keys: readonly string[]): Promise<Map<string, Uint8Array>>;
  /** Every entry from a key on, up to another that is not included, at most `limit`. */
  range(from: string, to: string, limit: number): Promise<Write[]>;
  write(writes: readonly Write[]): Promise<void>;
}
