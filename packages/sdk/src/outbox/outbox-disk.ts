import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { flush, flushDirectory, nameBeside, readWhole, write, writeNow } from '@bondledger/files';

/** What the outbox asks of a file system: so little that a test can make each of it fail. */
export interface OutboxDisk {
  /** A whole file; undefined where there is none. */
  readFile(path: string): Buffer | undefined;
  /**
   * Puts a new file in the place of any other of that name, all of it or nothing: the bytes, then
   * zeros up to `size`, flushed. Answers its descriptor.
   */
  replaceFile(path: string, bytes: Uint8Array, size: number): Promise<number>;
  /** Writes all the bytes at once, in this thread: for few of them. */
  writeNow(file: number, bytes: Uint8Array, position: number): void;
  /** Writes all the bytes in another thread. */
  write(file: number, bytes: Uint8Array, position: number): Promise<void>;
  /** fdatasync: what was written before is on the disk when this answers. */
  flush(file: number): Promise<void>;
  close(file: number): void;
}

const PRIVATE = 0o600;
const ZEROS = Buffer.alloc(1024 * 1024);

async function replaceFile(path: string, bytes: Uint8Array, size: number): Promise<number> {
  removeUnfinished(path);
  const fresh = nameBeside(path);
  const file = fs.openSync(fresh, 'wx+', PRIVATE);
  try {
    await write(file, bytes, 0);
    for (let at = bytes.length; at < size; at += ZEROS.length) {
      await write(file, ZEROS.subarray(0, size - at), at);
    }
    await flush(file);
    fs.renameSync(fresh, path);
    await flushDirectory(dirname(path));
    return file;
  } catch (error) {
    fs.closeSync(file);
    fs.rmSync(fresh, { force: true });
    throw error;
  }
}

/** A process that was killed while it replaced the file has left its new one. */
function removeUnfinished(path: string): void {
  const [directory, name] = [dirname(path), basename(path)];
  for (const entry of fs.readdirSync(directory)) {
    if (entry.startsWith(`${name}.`) && entry.endsWith('.new')) fs.rmSync(join(directory, entry));
  }
}

/** The port on this machine's file system. */
export const nodeOutboxDisk: OutboxDisk = {
  readFile: readWhole,
  replaceFile,
  writeNow,
  write,
  flush,
  close: (file) => fs.closeSync(file),
};
