import { describe, expect, it } from 'vitest';
import { BondledgerError } from './bondledger-error.js';

describe('BondledgerError', () => {
  it('carries its code, its words and the English sentence', () => {
    const rejection = { code: 'BATCH_TOO_LARGE', params: { limit: '1000' } } as const;
    const error = new BondledgerError(rejection);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('BondledgerError');
    expect(error.code).toBe('BATCH_TOO_LARGE');
    expect(error.params).toEqual({ limit: '1000' });
    expect(error.rejection).toBe(rejection);
    expect(error.message).toBe(
      'BATCH_TOO_LARGE: The batch holds too many instructions (at most 1000); ' +
        'send it in several batches.',
    );
  });

  it('keeps what caused it, and has no cause otherwise', () => {
    const cause = new Error('no space left');
    expect(new BondledgerError({ code: 'DISK_FAILED' }, { cause }).cause).toBe(cause);
    expect(Object.hasOwn(new BondledgerError({ code: 'DISK_FAILED' }), 'cause')).toBe(false);
    expect(new BondledgerError({ code: 'DISK_FAILED' }).params).toEqual({});
  });
});
