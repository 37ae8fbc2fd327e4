import * as fs from 'node:fs';
import { dirname } from 'node:path';
import {
  answered,
  claimName,
  flush,
  flushDirectory,
  flushNow,
  listDirectory,
  nameBeside,
  readWhole,
  write,
  writeNow,
} from '@bondledger/files';
import type { Disk } from './disk.js';

const FLAGS = { read: 'r', write: 'r+', create: 'wx+' } as const;

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

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = nameBeside(path);
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

/** The port on this machine's file system. */
export const nodeDisk: Disk = {
  open: (path, access) => fs.openSync(path, FLAGS[access]),
  close: (file) => fs.closeSync(file),
  size: (file) => fs.fstatSync(file).size,
  read,
  writeNow,
  write,
  flush,
  flushNow,
  truncate: (file, length) => fs.ftruncateSync(file, length),
  list: listDirectory,
  readFile: readWhole,
  replaceFile,
  claim: (path, bytes) => claimName(path, bytes),
  makeDirectory: (path) => {
    fs.mkdirSync(path, { recursive: true });
  },
  flushDirectory,
  remove: (path) => fs.rmSync(path, { recursive: true, force: true }),
};
