import { mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  consortiumLayout,
  createConsortium,
  openAs,
  openConsortium,
  referenceDay,
} from '../src/index.js';

let directory = '';
beforeAll(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'bondledger-open-as-')), 'demo');
  await createConsortium({ directory, day: referenceDay({ trades: 12, seed: 'open-as' }) });
  await (await openConsortium({ directory })).close();
});
afterAll(() => rm(dirname(directory), { recursive: true, force: true }));

/** What is told while a file is away. */
async function without(path: string, write: boolean, participant = 'HBSEC'): Promise<unknown> {
  await rename(path, `${path}.away`);
  try {
    return await openAs({ directory, participant, write }).catch((error: unknown) => error);
  } finally {
    await rename(`${path}.away`, path);
  }
}

describe.each([false, true])('opening as an institution (to write: %s)', (write) => {
  it('tells a missing key store from an institution that is not registered', async () => {
    const path = consortiumLayout(directory).keyStore('HBSEC');
    const told = { code: 'KEYSTORE_UNREADABLE', params: { path } };
    expect(await without(path, write)).toMatchObject(told);
    const nobody = { code: 'PARTICIPANT_UNKNOWN', params: { participant: 'NOBODY' } };
    expect(await without(path, write, 'NOBODY')).toMatchObject(nobody);
  });

  it('tells that there is no passphrase', async () => {
    const path = consortiumLayout(directory).passphrase;
    const told = { code: 'PASSPHRASE_MISSING', params: { path } };
    expect(await without(path, write)).toMatchObject(told);
  });

  it('tells a genesis that is missing from a directory without a ledger', async () => {
    const path = consortiumLayout(directory).genesis;
    const told = { code: 'GENESIS_DAMAGED', params: { path } };
    expect(await without(path, write)).toMatchObject(told);
    const none = join(dirname(directory), 'none');
    const nothing = openAs({ directory: none, participant: 'KSD', write });
    await expect(nothing).rejects.toMatchObject({ code: 'DIRECTORY_NOT_A_LEDGER' });
  });

  it('tells a genesis that cannot be read', async () => {
    const path = consortiumLayout(directory).genesis;
    await rename(path, `${path}.away`);
    // A directory can be read by nobody as a file, whatever the permissions of who runs this.
    await mkdir(path);
    const opening = openAs({ directory, participant: 'HBSEC', write });
    await expect(opening).rejects.toMatchObject({ code: 'FILE_UNREADABLE', params: { path } });
    await rmdir(path);
    await rename(`${path}.away`, path);
  });
});
