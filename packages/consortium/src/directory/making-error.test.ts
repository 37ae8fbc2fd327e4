import { describe, expect, it } from 'vitest';
import { makingError, movingError } from './making-error.js';

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

describe('a directory that cannot be made', () => {
  it.each([
    ['EACCES', 'DIRECTORY_READ_ONLY', 'DIRECTORY_READ_ONLY'],
    ['EPERM', 'DIRECTORY_READ_ONLY', 'DIRECTORY_READ_ONLY'],
    ['EROFS', 'DIRECTORY_READ_ONLY', 'DIRECTORY_READ_ONLY'],
    ['ENOTDIR', 'DIRECTORY_NOT_A_LEDGER', 'DIRECTORY_NOT_A_LEDGER'],
    ['EEXIST', 'DIRECTORY_NOT_A_LEDGER', 'DIRECTORY_TAKEN'],
    ['ENOTEMPTY', 'ENOTEMPTY', 'DIRECTORY_TAKEN'],
    ['EIO', 'EIO', 'EIO'],
  ])('for %s is %s, and one that cannot be moved %s', (system, making, moving) => {
    expect(makingError(systemError(system), 'demo')).toMatchObject({ code: making });
    expect(movingError(systemError(system), 'demo')).toMatchObject({ code: moving });
  });
});
