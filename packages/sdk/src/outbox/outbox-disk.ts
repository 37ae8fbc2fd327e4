import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { flushDirectory } from '../keys/write-new-file.js';

/** What the outbox asks of a file system: so little that a test can make each of it fail. */
export interface OutboxDisk {
  /** A whole file; undefined where there is none. */
  readFile(path: string): Buffer | undefined;
  /**
   * Puts a new file in the place of any other of that name, all of it or nothing: the bytes, then
   * zeros up to `size`, flushed. Answers its descriptor.
   */
  replaceFile(path: string, bytes: Uint8Array, size: number): Promise<number>;
  write(file: number, bytes: Uint8Array, position: number): Promise<void>;
  /** fdatasync: what was written before is on the disk when this answers. */
  flush(file: number): Promise<void>;
  close(file: number): void;
}

const PRIVATE = 0o600;
/** Up to this size a write into the page cache is quicker than a change of thread. */
const INLINE_BYTES_MAX = 64 * 1024;
const ZEROS = Buffer.alloc(1024 * 1024);

/** Settles with what a callback of node:fs is given. */
const answered = <T>(start: (done: (error: Error | null, value: T) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    start((error, value) => {
      if (error === null) resolve(value);
      else reject(error);
    });
  });

const flush = (file: number): Promise<void> =>
  answered<undefined>((done) => {
    fs.fdatasync(file, (error) => done(error, undefined));
  });

async function write(file: number, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const [from, left] = [at, bytes.length - at];
    at +=
      left <= INLINE_BYTES_MAX
        ? fs.writeSync(file, bytes, from, left, position + from)
        : await answered<number>((done) => {
            fs.write(file, bytes, from, left, position + from, done);
          });
  }
}

function readFile(path: string): Buffer | undefined {
  try {
    return fs.readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const freshName = (path: string): string => `${path}.${randomBytes(6).toString('hex')}.new`;

async function replaceFile(path: string, bytes: Uint8Array, size: number): Promise<number> {
  removeUnfinished(path);
  const fresh = freshName(path);
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
  readFile,
  replaceFile,
  write,
  flush,
  close: (file) => fs.closeSync(file),
};
