/** What a lock asks of a file system: so little that a test can make each of it fail. */
export interface LockFiles {
  /** Names in a directory; undefined where there is no such directory. */
  list(directory: string): readonly string[] | undefined;
  /** A whole small file; undefined where there is none. */
  readFile(path: string): Uint8Array | undefined;
  /** Makes a file with this content in one step; false where the name is taken. */
  claim(path: string, bytes: Uint8Array): boolean;
  /** Removes a file; nothing where there is none. */
  remove(path: string): void;
}
