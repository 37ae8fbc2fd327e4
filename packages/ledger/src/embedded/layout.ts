import { join } from 'node:path';
import {
  encodeGenesis,
  ledgerIdOf,
  parseGenesis,
  type Crypto,
  type Genesis,
} from '@bondledger/contract';
import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import type { Refusal } from '@bondledger/files';
import type { Disk } from '../disk/disk.js';

/**
 * A ledger's directory:
 *
 *     ledger.json     format, version and ledgerId; written last when a ledger is created
 *     genesis.json    the genesis, canonical JSON; written first
 *     blocks/         the block log: the ledger itself
 *     heads.log       heads that the node signed, block 0's among them
 *     state/          LMDB, derived from the blocks
 *     owner.<n>.lock  the process that may write
 */
export const FORMAT = 'bondledger/directory/1';
export const VERSION = 1;
const ANY_FORMAT = /^bondledger\/directory\/(\d+)$/;

export interface Layout {
  readonly directory: string;
  readonly ledger: string;
  readonly genesis: string;
  readonly blocks: string;
  readonly heads: string;
  readonly state: string;
}

export const layoutOf = (directory: string): Layout => ({
  directory,
  ledger: join(directory, 'ledger.json'),
  genesis: join(directory, 'genesis.json'),
  blocks: join(directory, 'blocks'),
  heads: join(directory, 'heads.log'),
  state: join(directory, 'state'),
});

/** What lies in a directory. A half one was being created when the process stopped. */
export type Content =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'half'; readonly genesis: Genesis | undefined }
  | { readonly kind: 'ledger'; readonly genesis: Genesis; readonly ledgerId: string };

export const directoryRefused = (code: ErrorCode, path: string, detail?: string): BondledgerError =>
  new BondledgerError({ code, params: { path, ...(detail === undefined ? {} : { detail }) } });

/** The refusal of a directory that a living process owns. */
export const directoryLocked =
  (path: string): Refusal =>
  (owner) => {
    const who = owner === undefined ? {} : { pid: owner.pid.toString(), host: owner.host };
    return new BondledgerError({ code: 'DIRECTORY_LOCKED', params: { path, ...who } });
  };

/**
 * Looks before anything is touched. Throws DIRECTORY_VERSION for another version,
 * DIRECTORY_NOT_A_LEDGER where files of these names are something else, DIRECTORY_DAMAGED where
 * blocks lie beside a ledger.json that says nothing, and GENESIS_DAMAGED where the genesis is not
 * the one that the directory was made with.
 */
export function inspect(disk: Disk, crypto: Crypto, layout: Layout): Content {
  const { directory } = layout;
  const names = disk.list(directory) ?? [];
  const genesis = readGenesis(disk, layout);
  const marker = disk.readFile(layout.ledger);
  if (marker === undefined) {
    if (names.includes('genesis.json')) return { kind: 'half', genesis };
    const isForeign = names.some((name) => ['blocks', 'state', 'heads.log'].includes(name));
    if (isForeign) throw directoryRefused('DIRECTORY_NOT_A_LEDGER', directory, 'blocks');
    return { kind: 'nothing' };
  }
  const { format, version, ledgerId } = parseMarker(marker);
  if (format === undefined && names.includes('blocks')) {
    throw directoryRefused('DIRECTORY_DAMAGED', layout.ledger);
  }
  requireFormat(directory, format, version);
  if (typeof ledgerId !== 'string') throw directoryRefused('DIRECTORY_DAMAGED', layout.ledger);
  if (genesis === undefined || ledgerIdOf(crypto, genesis) !== ledgerId) {
    throw directoryRefused('GENESIS_DAMAGED', layout.genesis);
  }
  return { kind: 'ledger', genesis, ledgerId };
}

function requireFormat(directory: string, format: unknown, version: unknown): void {
  const [, named] = ANY_FORMAT.exec(String(format)) ?? [];
  if (named === undefined) {
    throw directoryRefused('DIRECTORY_NOT_A_LEDGER', directory, 'ledger.json');
  }
  if (format === FORMAT && version === VERSION) return;
  const other = format === FORMAT ? String(version) : named;
  const params = { path: directory, version: other };
  throw new BondledgerError({ code: 'DIRECTORY_VERSION', params });
}

export const genesisFile = (genesis: Genesis): Buffer => Buffer.from(`${encodeGenesis(genesis)}\n`);

export const markerFile = (ledgerId: string): Buffer =>
  Buffer.from(`${JSON.stringify({ format: FORMAT, ledgerId, version: VERSION })}\n`);

function readGenesis(disk: Disk, layout: Layout): Genesis | undefined {
  const bytes = disk.readFile(layout.genesis);
  return bytes === undefined ? undefined : parseGenesis(Buffer.from(bytes).toString('utf8'));
}

interface Marker {
  readonly format?: unknown;
  readonly version?: unknown;
  readonly ledgerId?: unknown;
}

function parseMarker(bytes: Uint8Array): Marker {
  try {
    const marker: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof marker === 'object' && marker !== null ? marker : {};
  } catch {
    return {};
  }
}
