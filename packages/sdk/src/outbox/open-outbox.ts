import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import {
  claimName,
  listDirectory,
  OwnerLock,
  readWhole,
  type LockFiles,
  type Owner,
} from '@bondledger/files';
import { FileOutbox } from './file-outbox.js';
import { nodeOutboxDisk, type OutboxDisk } from './outbox-disk.js';
import { OutboxLog } from './outbox-log.js';
import type { Outbox } from './outbox.js';
import { RecordSeal } from './record-seal.js';
import { scanOutbox, type ScannedOutbox } from './scan-outbox.js';

export interface OutboxOptions {
  /** Of this outbox alone; made where it is not there. */
  readonly directory: string;
  /** 32 bytes: what lies in the outbox opens trades, so it is sealed on the disk too. */
  readonly key: Uint8Array;
}

const LOCK_FILES: LockFiles = {
  list: listDirectory,
  readFile: readWhole,
  claim: (path, bytes) => claimName(path, bytes, 0o600),
  remove: (path) => rmSync(path, { force: true }),
};

/** Takes the right to write; answers what gives it back. */
function ownDirectory(path: string): () => void {
  const lock = OwnerLock.acquire(LOCK_FILES, path, (owner?: Owner) => {
    const who = owner === undefined ? {} : { pid: owner.pid.toString() };
    return new BondledgerError({ code: 'OUTBOX_LOCKED', params: { path, ...who } });
  });
  return () => lock.release();
}

/**
 * Opens the outbox of a directory, or makes one.
 *
 * @throws BondledgerError OUTBOX_LOCKED where another process has it; OUTBOX_DAMAGED, with the
 * number of the record, where what was kept cannot be read or the key is another;
 * DISK_FAILED. A put that the disk refuses rejects with DISK_FAILED, and so does every later one.
 *
 * @example
 * const outbox = await openOutbox({ directory: 'hbsec-outbox', key });
 */
export const openOutbox = (options: OutboxOptions): Promise<Outbox> =>
  openOutboxOn(nodeOutboxDisk, options);

/** The same on a given disk. */
export async function openOutboxOn(
  disk: OutboxDisk,
  { directory, key }: OutboxOptions,
): Promise<Outbox> {
  const asFailure = (cause: unknown): BondledgerError =>
    cause instanceof BondledgerError
      ? cause
      : new BondledgerError({ code: 'DISK_FAILED', params: { path: directory } }, { cause });
  let release = (): void => undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    release = ownDirectory(directory);
    const path = join(directory, 'outbox.dat');
    const seal = new RecordSeal(key);
    const { entries, nextId } = readOutbox(disk, path, seal);
    const log = await OutboxLog.create(disk, path, seal, entries, nextId);
    return new FileOutbox({ log, pending: entries, nextId, asFailure, release });
  } catch (error) {
    release();
    throw asFailure(error);
  }
}

function readOutbox(disk: OutboxDisk, path: string, seal: RecordSeal): ScannedOutbox {
  const file = disk.readFile(path);
  if (file === undefined) return { ok: true, entries: new Map(), nextId: 1 };
  const scanned = scanOutbox(seal, file);
  if (scanned.ok) return scanned;
  const params = { path, record: scanned.record.toString() };
  throw new BondledgerError({ code: 'OUTBOX_DAMAGED', params });
}
