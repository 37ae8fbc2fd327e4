import { randomBytes } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Only the owner may read and write. */
const PRIVATE = 0o600;

/**
 * Writes a new file for its owner alone: flushed beside its place first, then linked into it, so
 * that nobody ever finds half of it. Fails with EEXIST where the place is taken.
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}.new`;
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

/** Makes a change of names in a directory last. */
export async function flushDirectory(path: string): Promise<void> {
  // Windows has no descriptor of a directory; its names are flushed with the files.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
