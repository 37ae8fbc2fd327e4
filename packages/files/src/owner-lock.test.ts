import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LockFiles } from './lock-files.js';
import { claimName, listDirectory, readWhole } from './names.js';
import { OwnerLock, type Owner } from './owner-lock.js';
import { bootIdOf, startTimeOf } from './process-alive.js';

const files: LockFiles = {
  list: listDirectory,
  readFile: readWhole,
  claim: (path, bytes) => claimName(path, bytes),
  remove: (path) => rmSync(path, { force: true }),
};

class Taken extends Error {
  readonly owner: Owner | undefined;
  constructor(owner: Owner | undefined) {
    super('taken');
    this.owner = owner;
  }
}
const refusal = (owner: Owner | undefined): Error => new Taken(owner);

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bondledger-files-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const acquire = (from = files): OwnerLock => OwnerLock.acquire(from, directory, refusal);
const refused = (attempt: () => unknown): Taken => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Taken) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

const own: Owner = {
  bootId: bootIdOf(files) ?? '',
  host: hostname(),
  pid: process.pid,
  started: startTimeOf(process.pid, files) ?? '',
};

describe('the owner of a directory', () => {
  it('is alone until it gives the right back', () => {
    const lock = acquire();
    expect(refused(() => acquire()).owner).toEqual(own);
    expect(refused(() => OwnerLock.refuseOwned(files, directory, refusal)).owner).toEqual(own);
    lock.release();
    expect(readdirSync(directory)).toEqual([]);
    OwnerLock.refuseOwned(files, directory, refusal);
    acquire().release();
  });

  it.each([
    ['has ended', () => ({ ...own, pid: spawnSync(process.execPath, ['-e', '0']).pid }), false],
    ['ended before its pid was used again', () => ({ ...own, started: '1' }), false],
    ['ran before the machine was started again', () => ({ ...own, bootId: 'before' }), false],
    ['runs on another host', () => ({ ...own, host: 'elsewhere' }), true],
    ['runs', () => own, true],
    ['is not whole', () => ({ ...own, pid: 'one' }), true],
    ['is unreadable', () => 'nonsense', true],
  ])('that %s', (_, owner, isLocked) => {
    const file = join(directory, 'owner.7.lock');
    writeFileSync(file, JSON.stringify(owner()));
    if (isLocked) {
      refused(() => acquire());
      expect(readdirSync(directory)).toEqual(['owner.7.lock']);
      return;
    }
    acquire();
    expect(readdirSync(directory)).toEqual(['owner.8.lock']);
    expect(JSON.parse(readFileSync(join(directory, 'owner.8.lock'), 'utf8'))).toEqual(own);
  });

  it('steps back where another claimed at the same time', () => {
    const other = join(directory, 'owner.9.lock');
    const racing: LockFiles = {
      ...files,
      claim(path, bytes) {
        writeFileSync(other, JSON.stringify(own));
        return files.claim(path, bytes);
      },
    };
    refused(() => acquire(racing));
    expect(readdirSync(directory)).toEqual(['owner.9.lock']);
  });

  it('does not take a number that another has taken meanwhile', () => {
    const racing: LockFiles = { ...files, claim: () => false };
    expect(refused(() => acquire(racing)).owner).toBeUndefined();
    expect(existsSync(join(directory, 'owner.1.lock'))).toBe(false);
  });
});
