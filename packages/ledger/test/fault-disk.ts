import type { Disk } from '../src/disk/disk.js';
import { nodeDisk } from '../src/disk/node-disk.js';

/** Decides whether an operation fails: answers the system's code, or nothing. */
export type Fault = (operation: keyof Disk, path: string) => string | undefined;

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

/** The real disk, except where a fault says otherwise. Descriptors are traced to their paths. */
export function faultDisk(fault: Fault): Disk {
  const paths = new Map<number, string>();
  const check = (operation: keyof Disk, path: string): void => {
    const code = fault(operation, path);
    if (code !== undefined) throw systemError(code);
  };
  const at = (file: number): string => paths.get(file) ?? '';
  return {
    open(path, access) {
      check('open', path);
      const file = nodeDisk.open(path, access);
      paths.set(file, path);
      return file;
    },
    close: (file) => nodeDisk.close(file),
    size: (file) => nodeDisk.size(file),
    async read(file, into, position) {
      check('read', at(file));
      return nodeDisk.read(file, into, position);
    },
    writeNow(file, bytes, position) {
      check('writeNow', at(file));
      nodeDisk.writeNow(file, bytes, position);
    },
    async write(file, bytes, position) {
      check('write', at(file));
      return nodeDisk.write(file, bytes, position);
    },
    async flush(file) {
      check('flush', at(file));
      return nodeDisk.flush(file);
    },
    flushNow(file) {
      check('flush', at(file));
      nodeDisk.flushNow(file);
    },
    truncate(file, length) {
      check('truncate', at(file));
      nodeDisk.truncate(file, length);
    },
    list: (directory) => nodeDisk.list(directory),
    readFile: (path) => nodeDisk.readFile(path),
    async replaceFile(path, bytes) {
      check('replaceFile', path);
      return nodeDisk.replaceFile(path, bytes);
    },
    claim(path, bytes) {
      check('claim', path);
      return nodeDisk.claim(path, bytes);
    },
    makeDirectory(path) {
      check('makeDirectory', path);
      nodeDisk.makeDirectory(path);
    },
    flushDirectory: (path) => nodeDisk.flushDirectory(path),
    remove(path) {
      check('remove', path);
      nodeDisk.remove(path);
    },
  };
}
