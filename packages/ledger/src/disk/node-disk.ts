import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import type { Disk } from './disk.js';

const FLAGS = { read: 'r', write: 'r+', create: 'wx+' } as const;

const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.some((code) => error.code === code);

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
    at += await answered<number>((done) => {
      fs.write(file, bytes, from, left, position + from, done);
    });
  }
}

function writeNow(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) {
    at += fs.writeSync(file, bytes, at, bytes.length - at, position + at);
  }
}

async function read(file: number, into: Uint8Array, position: number): Promise<number> {
  let at = 0;
  while (at < into.length) {
    const [from, left] = [at, into.length - at];
    const got = await answered<number>((done) => {
      fs.read(file, into, from, left, position + from, done);
    });
    if (got === 0) break;
    at += got;
  }
  return at;
}

/** A name beside the path that nobody else uses. */
const beside = (path: string): string => `${path}.${randomBytes(6).toString('hex')}.new`;

async function flushDirectory(path: string): Promise<void> {
  // Windows has no descriptor of a directory; its names are flushed with the files.
  if (process.platform === 'win32') return;
  const directory = fs.openSync(path, 'r');
  try {
    await answered<undefined>((done) => {
      fs.fsync(directory, (error) => done(error, undefined));
    });
  } finally {
    fs.closeSync(directory);
  }
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = beside(path);
  const file = fs.openSync(fresh, FLAGS.create);
  try {
    writeNow(file, bytes, 0);
    await flush(file);
  } finally {
    fs.closeSync(file);
  }
  fs.renameSync(fresh, path);
  await flushDirectory(dirname(path));
}

/** Links a file that is already whole, so that nobody ever reads half of a claim. */
function claim(path: string, bytes: Uint8Array): boolean {
  const fresh = beside(path);
  fs.writeFileSync(fresh, bytes, { flag: 'wx' });
  try {
    fs.linkSync(fresh, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    fs.rmSync(fresh, { force: true });
  }
}

function orUndefined<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** The port on this machine's file system. */
export const nodeDisk: Disk = {
  open: (path, access) => fs.openSync(path, FLAGS[access]),
  close: (file) => fs.closeSync(file),
  size: (file) => fs.fstatSync(file).size,
  read,
  writeNow,
  write,
  flush,
  truncate: (file, length) => fs.ftruncateSync(file, length),
  list: (directory) => orUndefined(() => fs.readdirSync(directory).sort()),
  readFile: (path) => orUndefined(() => fs.readFileSync(path)),
  replaceFile,
  claim,
  makeDirectory: (path) => {
    fs.mkdirSync(path, { recursive: true });
  },
  flushDirectory,
  remove: (path) => fs.rmSync(path, { recursive: true, force: true }),
};
