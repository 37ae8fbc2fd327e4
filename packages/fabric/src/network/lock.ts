import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { BondledgerError } from '@bondledger/domain';
import type { Layout } from '../configuration/layout.js';
import { jsonText } from '../configuration/write-file.js';
import { identityOf, isAlive, isProcessIdentity } from '../nodes/process-identity.js';

const TRIES = 5;

/**
 * Does some work on a network while no other command does. A killed command's lock names a process
 * that is gone, and is taken over.
 *
 * @throws BondledgerError NETWORK_BUSY names the process that is at work.
 */
export async function whileLocked<T>(layout: Layout, work: () => Promise<T>): Promise<T> {
  const path = join(layout.directory, 'command.lock');
  mkdirSync(layout.directory, { recursive: true });
  take(layout, path);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(layout: Layout, path: string): void {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(fresh, jsonText(identityOf(process.pid)), { flag: 'wx', mode: 0o600 });
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (claim(fresh, path)) return;
      const owner = ownerOf(path);
      if (owner !== undefined) throw busy(layout, owner);
      putAside(path);
    }
    throw busy(layout, '');
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Links a file that is whole already, so that nobody ever reads half of a claim. */
function claim(fresh: string, path: string): boolean {
  try {
    linkSync(fresh, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a lock of the dead, but not one that somebody else has taken meanwhile. */
function putAside(path: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
    if (ownerOf(aside) !== undefined) linkSync(aside, path);
  } catch {
    // Somebody else was faster; the next try sees who.
  } finally {
    rmSync(aside, { force: true });
  }
}

/** The living owner of a lock. */
function ownerOf(path: string): string | undefined {
  try {
    const owner: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isProcessIdentity(owner) && isAlive(owner) ? owner.pid.toString() : undefined;
  } catch {
    return undefined;
  }
}

const busy = ({ directory }: Layout, pid: string): BondledgerError =>
  new BondledgerError({ code: 'NETWORK_BUSY', params: { pid, path: directory } });
