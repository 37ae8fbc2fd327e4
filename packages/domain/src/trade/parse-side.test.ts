import { describe, expect, it } from 'vitest';
import { FUND_SIDE, SIDE, without } from '../../test/sample.js';
import type { ErrorCode } from '../error/codes.js';
import { cashInstitutionOf, checkSide, encodeSide, parseSide } from './parse-side.js';
import type { Capacity, SideWire } from './side.js';

const refusal = (value: unknown): [string, string | undefined] | undefined => {
  const side = parseSide(value);
  return side.ok ? undefined : [side.rejection.code, side.rejection.params?.['field']];
};

const fundWith = (changes: object): object => ({
  ...FUND_SIDE,
  fund: { ...FUND_SIDE.fund, ...changes },
});

describe('parseSide', () => {
  it('takes a good side', () => {
    expect(parseSide(SIDE)).toEqual({ ok: true, value: SIDE });
    expect(parseSide(FUND_SIDE)).toEqual({ ok: true, value: FUND_SIDE });
  });

  it.each<[ErrorCode, string, unknown]>([
    ['FIELD_INVALID', 'side', null],
    ['FIELD_INVALID', 'side', [SIDE]],
    ['FIELD_MISSING', 'account', without(SIDE, 'account')],
    ['FIELD_MISSING', 'capacity', without(SIDE, 'capacity')],
    ['FIELD_UNKNOWN', 'lots', { ...SIDE, lots: [] }],
    [
      'FIELD_UNKNOWN',
      '__proto__',
      JSON.parse('{"account":"A1-1","capacity":"PROP","__proto__":1}'),
    ],
    ['FIELD_INVALID', 'account', { ...SIDE, account: 'SECA' }],
    ['FIELD_INVALID', 'account', { ...SIDE, account: 'SECA-' }],
    ['FIELD_INVALID', 'account', { ...SIDE, account: 'seca-001' }],
    ['FIELD_INVALID', 'account', { ...SIDE, account: `SECA-${'0'.repeat(21)}` }],
    ['FIELD_INVALID', 'account', { ...SIDE, account: 1 }],
    ['FIELD_INVALID', 'capacity', { ...SIDE, capacity: 'AGENT' }],
    ['FIELD_INVALID', 'fund', { ...SIDE, fund: null }],
    ['FIELD_INVALID', 'fund', { ...SIDE, fund: 'FUND01' }],
    ['FIELD_MISSING', 'fund.code', { ...FUND_SIDE, fund: without(FUND_SIDE.fund ?? {}, 'code') }],
    ['FIELD_UNKNOWN', 'fund.name', fundWith({ name: 'x' })],
    ['FIELD_INVALID', 'fund.code', fundWith({ code: 'fund' })],
    ['FIELD_INVALID', 'fund.code', fundWith({ code: 'A'.repeat(13) })],
    ['FIELD_INVALID', 'fund.assetManager', fundWith({ assetManager: 'a' })],
    ['FIELD_INVALID', 'fund.custodian', fundWith({ custodian: 3 })],
    [
      'FIELD_MISSING',
      'fund.custodian',
      { account: 1, capacity: 2, fund: { assetManager: 3, code: 4 } },
    ],
  ])('answers %s for %s', (code, field, value) => {
    expect(refusal(value)).toEqual([code, field]);
  });

  it('reads no fund from a prototype', () => {
    const heir: unknown = Object.assign(Object.create({ fund: FUND_SIDE.fund }), SIDE);
    expect(parseSide(heir)).toEqual({ ok: true, value: SIDE });
  });
});

describe('encodeSide', () => {
  it('writes the members in the order of code units', () => {
    const fund = { custodian: 'CUST', code: 'F1', assetManager: 'ASSET' };
    expect(JSON.stringify(encodeSide({ fund, capacity: 'TRUST', account: 'CUST-1' }))).toBe(
      '{"account":"CUST-1","capacity":"TRUST",' +
        '"fund":{"assetManager":"ASSET","code":"F1","custodian":"CUST"}}',
    );
    expect(JSON.stringify(encodeSide(SIDE))).toBe('{"account":"SECA-001-01","capacity":"PROP"}');
  });
});

describe('checkSide', () => {
  const fund = { assetManager: 'ASSET', code: 'FUND01', custodian: 'CUST' };
  const side = (account: string, capacity: Capacity, isFund: boolean): SideWire => ({
    account,
    capacity,
    ...(isFund ? { fund } : {}),
  });

  it.each<[string, Capacity, boolean, ErrorCode | undefined]>([
    ['SECA-1', 'PROP', false, undefined],
    ['SECA-1', 'CLIENT', false, undefined],
    ['CUST-1', 'TRUST', true, undefined],
    ['SECB-1', 'PROP', false, 'ACCOUNT_NOT_OF_HOLDER'],
    ['CUST-1', 'CLIENT', false, 'ACCOUNT_NOT_OF_HOLDER'],
    ['SECA1-1', 'PROP', false, 'ACCOUNT_NOT_OF_HOLDER'],
    ['SECA-1', 'TRUST', true, 'ACCOUNT_NOT_OF_HOLDER'],
    ['CUST-1', 'TRUST', false, 'FUND_REQUIRED'],
    ['SECA-1', 'TRUST', false, 'FUND_REQUIRED'],
    ['CUST-1', 'PROP', true, 'FUND_UNEXPECTED'],
    ['SECA-1', 'CLIENT', true, 'FUND_UNEXPECTED'],
  ])('%s %s, fund %s: %s', (account, capacity, isFund, code) => {
    expect(checkSide(side(account, capacity, isFund), 'SECA')?.code).toBe(code);
  });
});

describe('cashInstitutionOf', () => {
  it('is the custodian of a fund, else the party', () => {
    expect(cashInstitutionOf('SECA', SIDE)).toBe('SECA');
    expect(cashInstitutionOf('ASSET', FUND_SIDE)).toBe('CUST');
  });
});
