import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCK_BYTES = 512;

/** What a directory takes on the disk, in bytes: what is allocated, not what files claim. */
export async function bytesOnDisk(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { recursive: true })) {
    const { blocks } = await lstat(join(directory, entry));
    bytes += blocks * BLOCK_BYTES;
  }
  return bytes;
}
