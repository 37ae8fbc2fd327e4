import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { layoutOf } from '../configuration/layout.js';
import { identityOf } from '../nodes/process-identity.js';
import { whileLocked } from './lock.js';

const directory = mkdtempSync(join(tmpdir(), 'bondledger-lock-'));
afterAll(() => rmSync(directory, { recursive: true }));
const layout = layoutOf(directory);
const path = join(directory, 'command.lock');

describe('the lock of a network', () => {
  it('lets one command work at a time, and names it', async () => {
    const params = { pid: process.pid.toString(), path: directory };
    const result = await whileLocked(layout, async () => {
      await expect(whileLocked(layout, async () => 'inner')).rejects.toMatchObject({
        code: 'NETWORK_BUSY',
        params,
      });
      return 'outer';
    });
    expect(result).toBe('outer');
    expect(existsSync(path)).toBe(false);
  });

  it('is given back when the work fails', async () => {
    const failing = whileLocked(layout, async () => Promise.reject(new Error('failed')));
    await expect(failing).rejects.toThrow('failed');
    expect(await whileLocked(layout, async () => 'next')).toBe('next');
  });

  it.each([
    ['of a dead process', JSON.stringify({ ...identityOf(process.pid), started: '1' })],
    ['that says nothing', ''],
  ])('%s is taken over', async (_, content) => {
    writeFileSync(path, content);
    expect(await whileLocked(layout, async () => 'taken')).toBe('taken');
  });
});
