import { mkdirSync, rmSync } from 'node:fs';
import { BondledgerError } from '@bondledger/domain';
import { claimName, listDirectory, OwnerLock, readWhole, type LockFiles } from '@bondledger/files';

const LOCK_FILES: LockFiles = {
  list: listDirectory,
  readFile: readWhole,
  claim: (path, bytes) => claimName(path, bytes, 0o600),
  remove: (path) => rmSync(path, { force: true }),
};

/**
 * Makes a directory where there is none and takes the right to write in it: two processes on the
 * files of one PGlite would ruin them. Answers what gives the right back.
 *
 * @throws BondledgerError DIRECTORY_LOCKED
 */
export function ownDirectory(path: string): () => void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = OwnerLock.acquire(LOCK_FILES, path, (owner) => {
    const who = owner === undefined ? {} : { pid: owner.pid.toString() };
    return new BondledgerError({ code: 'DIRECTORY_LOCKED', params: { path, ...who } });
  });
  return () => lock.release();
}
