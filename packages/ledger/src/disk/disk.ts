import type { LockFiles } from '@bondledger/files';

/**
 * What the ledger asks of a file system, as a port: so few operations that a test can make each
 * of them fail. Failures are thrown as Node's errors, with their `code`.
 */
export interface Disk extends LockFiles {
  /** A file descriptor. `create` makes the file and fails where it exists. */
  open(path: string, access: 'read' | 'write' | 'create'): number;
  close(file: number): void;
  size(file: number): number;
  /** Bytes read into the whole of `into`, fewer only at the end of the file. */
  read(file: number, into: Uint8Array, position: number): Promise<number>;
  /** Writes all the bytes at once, in this thread: for few of them. */
  writeNow(file: number, bytes: Uint8Array, position: number): void;
  /** Writes all the bytes in another thread. */
  write(file: number, bytes: Uint8Array, position: number): Promise<void>;
  /** fdatasync: what was written before is on the disk when this answers. */
  flush(file: number): Promise<void>;
  /** The same in this thread, which waits for it. */
  flushNow(file: number): void;
  truncate(file: number, length: number): void;

  /** Names in a directory, sorted; undefined where there is no such directory. */
  list(directory: string): readonly string[] | undefined;
  /** A whole small file; undefined where there is none. */
  readFile(path: string): Uint8Array | undefined;
  /** A whole small file, flushed, in the place of any other of that name: all of it or nothing. */
  replaceFile(path: string, bytes: Uint8Array): Promise<void>;
  makeDirectory(path: string): void;
  /** Flushes the directory itself: its names. */
  flushDirectory(path: string): Promise<void>;
  /** Removes a file or a directory with all that is in it; nothing where there is none. */
  remove(path: string): void;
}
