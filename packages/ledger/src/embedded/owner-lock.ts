import { hostname } from 'node:os';
import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import type { Disk } from '../disk/disk.js';
import { bootIdOf } from '../state/boot-id.js';
import { isRunning, startTimeOf } from './process-alive.js';

/** Who owns a ledger's directory: enough to tell a living owner from one that was killed. */
interface Owner {
  readonly bootId: string;
  readonly host: string;
  readonly pid: number;
  /** When that process started, in ticks since the boot: a pid is used again. */
  readonly started: string;
}

const NAME = /^owner\.(\d+)\.lock$/;

/**
 * The right to write a directory. Each owner claims `owner.<n>.lock` with a number one higher
 * than any that is there, then looks again: of two that claim at once, at most one finds no other
 * living owner. A killed owner's file stays, names a process that is gone, and is swept up.
 */
export class OwnerLock {
  readonly #disk: Disk;
  readonly #path: string;

  private constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  /** Throws DIRECTORY_LOCKED with the owner's pid; what the disk throws where it cannot write. */
  static acquire(disk: Disk, directory: string): OwnerLock {
    const before = owners(disk, directory);
    refuseLiving(disk, directory, before, undefined);
    const number = Math.max(0, ...before.map((entry) => entry.number)) + 1;
    const path = join(directory, `owner.${number.toString()}.lock`);
    if (!disk.claim(path, Buffer.from(`${JSON.stringify(ownOwner(disk))}\n`))) {
      throw locked(directory, owners(disk, directory).at(-1)?.owner);
    }
    try {
      refuseLiving(disk, directory, owners(disk, directory), path);
    } catch (error) {
      disk.remove(path);
      throw error;
    }
    for (const entry of before) disk.remove(entry.path);
    return new OwnerLock(disk, path);
  }

  /** Throws DIRECTORY_LOCKED where the directory has a living owner. */
  static refuseOwned(disk: Disk, directory: string): void {
    refuseLiving(disk, directory, owners(disk, directory), undefined);
  }

  release(): void {
    this.#disk.remove(this.#path);
  }
}

interface Entry {
  readonly number: number;
  readonly path: string;
  readonly owner: Owner | undefined;
}

function owners(disk: Disk, directory: string): readonly Entry[] {
  const entries: Entry[] = [];
  for (const name of disk.list(directory) ?? []) {
    const number = NAME.exec(name)?.[1];
    if (number === undefined) continue;
    const path = join(directory, name);
    const bytes = disk.readFile(path);
    if (bytes !== undefined) entries.push({ number: Number(number), path, owner: parse(bytes) });
  }
  return entries.sort((left, right) => left.number - right.number);
}

function refuseLiving(
  disk: Disk,
  directory: string,
  entries: readonly Entry[],
  own: string | undefined,
): void {
  for (const { path, owner } of entries) {
    if (path === own) continue;
    // A file that says nothing was damaged: nobody can tell, so the cautious answer.
    if (owner === undefined || isAlive(disk, owner)) throw locked(directory, owner);
  }
}

/** On another host nothing can be asked, so an owner there counts as alive. */
function isAlive(disk: Disk, owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  const bootId = bootIdOf(disk) ?? '';
  if (bootId !== owner.bootId) return false;
  return isRunning(owner.pid, owner.started, disk);
}

const ownOwner = (disk: Disk): Owner => ({
  bootId: bootIdOf(disk) ?? '',
  host: hostname(),
  pid: process.pid,
  started: startTimeOf(process.pid, disk) ?? '',
});

const locked = (path: string, owner: Owner | undefined): BondledgerError => {
  const who = owner === undefined ? {} : { pid: owner.pid.toString(), host: owner.host };
  return new BondledgerError({ code: 'DIRECTORY_LOCKED', params: { path, ...who } });
};

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
