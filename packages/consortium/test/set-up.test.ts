import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyDirectory } from '@bondledger/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsortium, openConsortium, referenceDay } from '../src/index.js';

const BUILT = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const CHILD = `
  const { createConsortium, referenceDay } = await import(${JSON.stringify(BUILT)});
  const day = referenceDay({ trades: 12, seed: 'k' });
  await createConsortium({ directory: process.argv[1], day });
`;

let base = '';
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'bondledger-set-up-'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

/** Where the child is making the consortium. */
const makingIn = (home: string): string | undefined =>
  readdirSync(home).find((name) => name.startsWith('demo.making-'));

/** Makes a consortium in a child, and kills it as soon as a file of it is there. */
async function killedAt(home: string, file: string): Promise<void> {
  const args = ['--input-type=module', '-e', CHILD, join(home, 'demo')];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const isThere = (): boolean => {
    const making = makingIn(home);
    return making !== undefined && existsSync(join(home, making, file));
  };
  while (child.exitCode === null && !isThere()) await new Promise((next) => setImmediate(next));
  child.kill('SIGKILL');
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
}

describe('a set-up that is killed', () => {
  it.each([
    'keys',
    'authority/key.pem',
    'keys/node.pem',
    'genesis.json',
    'ledger.json',
    'outbox/KSD',
  ])('when %s is there leaves nothing that could be taken for a consortium', async (file) => {
    const home = await mkdtemp(join(base, 'killed-'));
    const directory = join(home, 'demo');
    await killedAt(home, file);
    expect(existsSync(directory)).toBe(false);
    await createConsortium({ directory, day: referenceDay({ trades: 12, seed: 'k' }) });
    const consortium = await openConsortium({ directory });
    expect(await consortium.participants()).toHaveLength(8);
    await consortium.close();
    expect(await verifyDirectory({ directory })).toMatchObject({ ok: true });
    // What the killed one left beside it held keys.
    expect(readdirSync(home)).toEqual(['demo']);
  });
});
