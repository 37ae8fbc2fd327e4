import { describe, expect, it } from 'vitest';
import { BOK, isInstitutionCode, KSD, mayTrade, ROLES, type Role } from './institution.js';

describe('an institution', () => {
  it.each(['KSD', 'BOK', 'A1', 'ABCDEFGHIJKL'])('may have the code %s', (code) => {
    expect(isInstitutionCode(code)).toBe(true);
  });

  it.each(['', 'A', '1A', 'ksd', 'A-B', 'ABCDEFGHIJKLM', 'KSD\n', '한국은행'])(
    'may not have the code %j',
    (code) => {
      expect(isInstitutionCode(code)).toBe(false);
    },
  );

  it('is named by the rules where it is the depository or the central bank', () => {
    expect([KSD, BOK].every(isInstitutionCode)).toBe(true);
  });

  it('trades unless it is one of these, or nothing at all', () => {
    expect(ROLES.filter((role) => !mayTrade([role]))).toEqual(['DEPOSITORY', 'CENTRAL_BANK']);
    const mixed: readonly Role[] = ['BANK', 'CENTRAL_BANK'];
    expect(mayTrade(mixed)).toBe(false);
    expect(mayTrade(['CUSTODIAN', 'BANK'])).toBe(true);
    expect(mayTrade([])).toBe(false);
  });
});
