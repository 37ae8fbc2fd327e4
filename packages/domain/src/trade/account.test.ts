import { describe, expect, it } from 'vitest';
import { holderOf, isAccount } from './account.js';

describe('an account number', () => {
  it.each([
    ['SECA-1', 'SECA'],
    ['SECA-001-01', 'SECA'],
    ['S1-A-', 'S1'],
    [`ABCDEFGHIJKL-${'0'.repeat(20)}`, 'ABCDEFGHIJKL'],
  ])('%s is of %s', (account, holder) => {
    expect(isAccount(account)).toBe(true);
    expect(holderOf(account)).toBe(holder);
  });

  it.each(['', 'SECA', 'SECA-', '-1', 'A-1', 'seca-1', 'SECA-a', 'SECA_1', 'SECA-1\n', 'SECA- 1'])(
    '%j is none',
    (text) => {
      expect(isAccount(text)).toBe(false);
      expect(holderOf(text)).toBeUndefined();
    },
  );
});
