import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BondledgerError } from '@bondledger/domain';
import { temporaryDirectory } from '../../test/world.js';
import { LmdbState } from './lmdb-state.js';
import { stateError } from './state-damaged.js';

const withCode = (code: number | string): Error => Object.assign(new Error('no'), { code });

describe('a failure in LMDB', () => {
  it.each([
    ['a page that is not found', withCode(-30_797)],
    ['a page that is damaged', withCode(-30_796)],
    ['a place that is cut off', new RangeError('out of range')],
  ])('is told as the state that is damaged: %s', (_, error) => {
    const told = { code: 'STATE_DAMAGED', params: { path: 'state' }, cause: error };
    expect(stateError(error, 'state')).toMatchObject(told);
  });

  it.each([
    ['a full disk', withCode(28)],
    ['a disk that fails', withCode('EIO')],
    ['a map that is full', withCode(-30_792)],
    ['what was told already', new BondledgerError({ code: 'DISK_FAILED' })],
  ])('is left as it is: %s', (_, error) => {
    expect(stateError(error, 'state')).toBe(error);
  });

  it('is met in pages that were overwritten', async () => {
    const directory = temporaryDirectory();
    const state = new LmdbState(directory.path, 'ledger');
    const keys = Array.from({ length: 2_000 }, (_, at) => `trade/${at.toString()}`);
    const value = Buffer.from('a value of some length, to fill pages');
    state.accept(
      0,
      '',
      keys.map((key) => ({ key, value })),
    );
    await state.settle();
    await state.close();
    const file = join(directory.path, 'data.mdb');
    const bytes = readFileSync(file);
    // The pages of the keys; those of the tables' roots and of their names stay.
    let at = bytes.indexOf(value);
    for (; at >= 0; at = bytes.indexOf(value, at + 1)) {
      bytes.fill(0x55, at & ~4095, (at | 4095) + 1);
    }
    writeFileSync(file, bytes);
    const damaged = new LmdbState(directory.path, 'ledger', true);
    const told = expect.objectContaining({ code: 'STATE_DAMAGED' }) as Error;
    expect(() => [...damaged.entries()]).toThrow(told);
    await damaged.close();
    directory.remove();
  });
});
