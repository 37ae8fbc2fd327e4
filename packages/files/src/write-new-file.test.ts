import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimName, listDirectory, readWhole } from './names.js';
import { writeNewFile } from './write-new-file.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bondledger-files-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a new file', () => {
  it('is whole, and for its owner alone', async () => {
    const path = join(directory, 'a');
    await writeNewFile(path, Buffer.from('one'));
    expect(readFileSync(path, 'utf8')).toBe('one');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('never replaces another one, and leaves nothing beside it', async () => {
    const path = join(directory, 'a');
    await writeNewFile(path, Buffer.from('one'));
    await expect(writeNewFile(path, Buffer.from('two'))).rejects.toMatchObject({ code: 'EEXIST' });
    expect(claimName(path, Buffer.from('three'))).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('one');
    expect(readdirSync(directory)).toEqual(['a']);
  });

  it('fails as the system says where there is no directory', async () => {
    const path = join(directory, 'missing', 'a');
    await expect(writeNewFile(path, Buffer.from(''))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(() => claimName(path, Buffer.from(''))).toThrow('ENOENT');
    expect(listDirectory(join(directory, 'missing'))).toBeUndefined();
    expect(readWhole(path)).toBeUndefined();
  });
});
