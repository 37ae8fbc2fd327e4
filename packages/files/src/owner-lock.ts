import { hostname } from 'node:os';
import { join } from 'node:path';
import type { LockFiles } from './lock-files.js';
import { bootIdOf, isRunning, startTimeOf } from './process-alive.js';

/** Who owns a directory: enough to tell a living owner from one that was killed. */
export interface Owner {
  readonly bootId: string;
  readonly host: string;
  readonly pid: number;
  /** When that process started, in ticks since the boot: a pid is used again. */
  readonly started: string;
}

/** Makes the error for a taken directory; the owner is unknown where its file is damaged. */
export type Refusal = (owner: Owner | undefined) => Error;

const NAME = /^owner\.(\d+)\.lock$/;

/**
 * The right to write a directory. Each owner claims `owner.<n>.lock` with a number one higher
 * than any that is there, then looks again: of two that claim at once, at most one finds no other
 * living owner. A killed owner's file stays, names a process that is gone, and is swept up.
 */
export class OwnerLock {
  readonly #files: LockFiles;
  readonly #path: string;

  private constructor(files: LockFiles, path: string) {
    this.#files = files;
    this.#path = path;
  }

  /** Throws `refusal` where a living process owns it; what the disk throws where it fails. */
  static acquire(files: LockFiles, directory: string, refusal: Refusal): OwnerLock {
    const before = claimsIn(files, directory);
    refuseLiving(files, before, undefined, refusal);
    const number = Math.max(0, ...before.map((claim) => claim.number)) + 1;
    const path = join(directory, `owner.${number.toString()}.lock`);
    if (!files.claim(path, Buffer.from(`${JSON.stringify(ownOwner(files))}\n`))) {
      throw refusal(claimsIn(files, directory).at(-1)?.owner);
    }
    try {
      refuseLiving(files, claimsIn(files, directory), path, refusal);
    } catch (error) {
      files.remove(path);
      throw error;
    }
    for (const claim of before) files.remove(claim.path);
    return new OwnerLock(files, path);
  }

  /** Throws `refusal` where the directory has a living owner. */
  static refuseOwned(files: LockFiles, directory: string, refusal: Refusal): void {
    refuseLiving(files, claimsIn(files, directory), undefined, refusal);
  }

  /** Gives the right back. */
  release(): void {
    this.#files.remove(this.#path);
  }
}

interface Claim {
  readonly number: number;
  readonly path: string;
  readonly owner: Owner | undefined;
}

function claimsIn(files: LockFiles, directory: string): readonly Claim[] {
  const claims: Claim[] = [];
  for (const name of files.list(directory) ?? []) {
    const number = NAME.exec(name)?.[1];
    if (number === undefined) continue;
    const path = join(directory, name);
    const bytes = files.readFile(path);
    // What vanished meanwhile was given back.
    if (bytes !== undefined) claims.push({ number: Number(number), path, owner: parse(bytes) });
  }
  return claims.sort((left, right) => left.number - right.number);
}

function refuseLiving(
  files: LockFiles,
  claims: readonly Claim[],
  own: string | undefined,
  refusal: Refusal,
): void {
  for (const { path, owner } of claims) {
    if (path === own) continue;
    // A file that says nothing was damaged: nobody can tell, so the cautious answer.
    if (owner === undefined || isAlive(files, owner)) throw refusal(owner);
  }
}

/** On another host nothing can be asked, so an owner there counts as alive. */
function isAlive(files: LockFiles, owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  const bootId = bootIdOf(files) ?? '';
  return bootId === owner.bootId && isRunning(owner.pid, owner.started, files);
}

const ownOwner = (files: LockFiles): Owner => ({
  bootId: bootIdOf(files) ?? '',
  host: hostname(),
  pid: process.pid,
  started: startTimeOf(process.pid, files) ?? '',
});

function parse(bytes: Uint8Array): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
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
