import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { bootId, isRunning, startTimeOf } from './process-alive.js';

/** Enough to tell a living owner from one that was killed. */
interface Owner {
  readonly bootId: string;
  readonly host: string;
  readonly pid: number;
  /** When that process started, in ticks since the boot: a pid is used again. */
  readonly started: string;
}

interface Claim {
  readonly number: number;
  readonly path: string;
  readonly owner: Owner | undefined;
}

const NAME = /^owner\.(\d+)\.lock$/;

/**
 * The right to write a directory, held as a file `owner.<n>.lock`. Each claim takes a number one
 * higher than any that is there, and only one can take a number; then it looks again, so that of
 * two at once at most one stays. A killed owner's file names a process that is gone.
 *
 * @returns Gives the right back.
 * @throws BondledgerError OUTBOX_LOCKED where a living process has it.
 */
export function acquireOwnership(directory: string): () => void {
  const before = claimsIn(directory);
  refuseLiving(directory, before);
  const number = Math.max(0, ...before.map((claim) => claim.number)) + 1;
  const path = join(directory, `owner.${number}.lock`);
  if (!claim(path)) throw locked(directory);
  try {
    refuseLiving(
      directory,
      claimsIn(directory).filter((other) => other.path !== path),
    );
  } catch (error) {
    fs.rmSync(path, { force: true });
    throw error;
  }
  for (const dead of before) fs.rmSync(dead.path, { force: true });
  return () => fs.rmSync(path, { force: true });
}

const locked = (path: string, owner?: Owner): BondledgerError =>
  new BondledgerError({
    code: 'OUTBOX_LOCKED',
    params: { path, ...(owner === undefined ? {} : { pid: owner.pid.toString() }) },
  });

function claimsIn(directory: string): readonly Claim[] {
  const claims: Claim[] = [];
  for (const name of fs.readdirSync(directory)) {
    const number = NAME.exec(name)?.[1];
    if (number === undefined) continue;
    const path = join(directory, name);
    claims.push({ number: Number(number), path, owner: readOwner(path) });
  }
  return claims;
}

function refuseLiving(directory: string, claims: readonly Claim[]): void {
  for (const { owner, path } of claims) {
    // What vanished meanwhile was given back; what says nothing is damaged, and nobody can tell.
    if (owner === undefined ? fs.existsSync(path) : isAlive(owner)) throw locked(directory, owner);
  }
}

/** On another host nothing can be asked, so an owner there counts as alive. */
function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  return owner.bootId === bootId() && isRunning(owner.pid, owner.started);
}

/** Links a file that is already whole, so that nobody ever reads half of a claim. */
function claim(path: string): boolean {
  const owner: Owner = {
    bootId: bootId(),
    host: hostname(),
    pid: process.pid,
    started: startTimeOf(process.pid) ?? '',
  };
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  fs.writeFileSync(fresh, `${JSON.stringify(owner)}\n`, { flag: 'wx', mode: 0o600 });
  try {
    fs.linkSync(fresh, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(fresh, { force: true });
  }
}

function readOwner(path: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(fs.readFileSync(path, 'utf8'));
    return isOwner(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

const isOwner = (owner: unknown): owner is Owner =>
  typeof owner === 'object' &&
  owner !== null &&
  'bootId' in owner &&
  typeof owner.bootId === 'string' &&
  'host' in owner &&
  typeof owner.host === 'string' &&
  'pid' in owner &&
  Number.isSafeInteger(owner.pid) &&
  'started' in owner &&
  typeof owner.started === 'string';
