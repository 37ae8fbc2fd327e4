import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCK_BYTES = 512;

/**
 * What a directory takes on the disk, in bytes: what is allocated, not what files claim. Files
 * that go away meanwhile, as databases at work have them, count nothing.
 */
export async function bytesOnDisk(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { withFileTypes: true }).catch(unlessGone)) {
    const path = join(directory, entry.name);
    const status = await lstat(path).catch(unlessGone);
    if (!Array.isArray(status)) bytes += status.blocks * BLOCK_BYTES;
    if (entry.isDirectory()) bytes += await bytesOnDisk(path);
  }
  return bytes;
}

function unlessGone(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
