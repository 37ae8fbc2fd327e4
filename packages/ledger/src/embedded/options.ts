import type { KeyObject } from 'node:crypto';
import type { Crypto, Genesis, Guard } from '@bondledger/contract';
import type { Disk } from '../disk/disk.js';
import type { Rules } from '../engine/rules.js';
import type { LedgerEvent } from './events.js';

export interface EmbeddedOptions {
  readonly directory: string;
  /** Makes a new ledger where the directory holds none; an existing one must have this genesis. */
  readonly genesis?: Genesis;
  /** The node's P-256 private key; the genesis names its public half. Signs heads. */
  readonly nodeKey: KeyObject;
  /** KSD's guard. */
  readonly guard?: Guard;
  readonly crypto?: Crypto;
  /** The time of day for block headers: ISO 8601, UTC. */
  readonly clock?: () => string;
  readonly onEvent?: (event: LedgerEvent) => void;
}

/** What only tests replace. */
export interface EmbeddedParts {
  readonly disk?: Disk;
  readonly rules?: (ledgerId: string, crypto: Crypto) => Rules;
  readonly bootId?: string;
  readonly segmentBytesMax?: number;
}

/** The time of day, ISO 8601, UTC. */
export const utcNow = (): string => new Date().toISOString();
