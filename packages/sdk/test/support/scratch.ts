import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A directory for the files of one test file, removed when its tests are done. */
export const scratchDirectory = (): { readonly newPath: () => string } => {
  const directory = mkdtempSync(join(tmpdir(), 'bondledger-'));
  let count = 0;
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const newPath = (): string => {
    count += 1;
    return join(directory, count.toString());
  };
  return { newPath };
};
