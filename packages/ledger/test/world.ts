import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBase64, type Genesis } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { EmbeddedLedger } from '../src/embedded/embedded-ledger.js';
import type { LedgerEvent } from '../src/embedded/events.js';
import { openWithParts } from '../src/embedded/open-embedded.js';
import type { EmbeddedParts } from '../src/embedded/options.js';
import { keyValueRules } from './key-value-rules.js';

/** A node's key pair and a genesis that names it: enough for the double's rules. */
export interface World {
  readonly genesis: Genesis;
  readonly nodeKey: KeyObject;
}

export function createWorld(name = 'test'): World {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const genesis: Genesis = {
    authorities: [],
    businessDate: '2018-09-18',
    format: 'bondledger/genesis/1',
    holidays: [],
    name,
    nodes: [toBase64(publicKey.export({ format: 'der', type: 'spki' }))],
    participants: [],
    rulesVersion: 1,
  };
  return { genesis, nodeKey: privateKey };
}

/** A directory of its own, removed at the end. */
export function temporaryDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'bondledger-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface OpenedDouble {
  readonly ledger: EmbeddedLedger;
  readonly events: readonly LedgerEvent[];
}

/** Opens or creates an embedded ledger with the double's rules. */
export async function openDouble(
  world: World,
  directory: string,
  parts: EmbeddedParts & { readonly create?: false } = {},
): Promise<OpenedDouble> {
  const events: LedgerEvent[] = [];
  const options = {
    directory,
    nodeKey: world.nodeKey,
    clock: () => '2018-09-18T00:00:00.000Z',
    onEvent: (event: LedgerEvent) => {
      events.push(event);
    },
    ...(parts.create === false ? {} : { genesis: world.genesis }),
  };
  const ledger = await openWithParts(options, { rules: keyValueRules(), ...parts });
  return { ledger, events };
}

/**
 * A copy of a ledger's directory as a killed process leaves it: nothing closed, and without the
 * lock of this process, which lives on.
 */
export function copyOf(directory: string): { readonly path: string; remove(): void } {
  const copy = temporaryDirectory();
  cpSync(directory, copy.path, { recursive: true });
  for (const name of readdirSync(copy.path)) {
    if (name.endsWith('.lock')) rmSync(join(copy.path, name));
  }
  return copy;
}

/** The code with which a promise is refused; fails where it is not. */
export async function refusal(promise: Promise<unknown>): Promise<BondledgerError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof BondledgerError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
