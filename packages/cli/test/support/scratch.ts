import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A directory that is gone when the tests of the file are over. */
export function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'bondledger-cli-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
