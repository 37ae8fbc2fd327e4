import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { flushDirectory } from './flush.js';
import { nameBeside } from './names.js';

/** Only the owner may read and write. */
const PRIVATE = 0o600;

/**
 * Writes a new file for its owner alone: flushed beside its place first, then linked into it, so
 * that nobody ever finds half of it. Fails with EEXIST where the place is taken.
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = nameBeside(path);
  try {
    const file = await open(fresh, 'wx', PRIVATE);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(fresh, path);
  } finally {
    await rm(fresh, { force: true });
  }
  await flushDirectory(dirname(path));
}
