import type { Crypto } from '../crypto/crypto.js';

/** What apply is given beside the reads; all of it constant for a ledger. */
export interface Environment {
  readonly crypto: Crypto;
  readonly ledgerId: string;
}

/** The values of every key that keysOf named; a key that is absent from the ledger is not in it. */
export type Reads = ReadonlyMap<string, Uint8Array>;
