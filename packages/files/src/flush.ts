import * as fs from 'node:fs';

/** Settles with what a callback of node:fs is given. */
export const answered = <T>(
  start: (done: (error: Error | null, value: T) => void) => void,
): Promise<T> =>
  new Promise((resolve, reject) => {
    start((error, value) => {
      if (error === null) resolve(value);
      else reject(error);
    });
  });

/** fdatasync: what was written to the file before is on the disk when this answers. */
export const flush = (file: number): Promise<void> =>
  answered<undefined>((done) => {
    fs.fdatasync(file, (error) => done(error, undefined));
  });

/** The same in this thread: quicker where the disk is quick, and nobody else gets on meanwhile. */
export const flushNow = (file: number): void => fs.fdatasyncSync(file);

/** Makes a change of names in a directory last. */
export async function flushDirectory(path: string): Promise<void> {
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
