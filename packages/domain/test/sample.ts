import type { SideWire, Terms, TermsWire } from '../src/index.js';

/** Terms that break no rule; 2026-09-21 is a Monday. */
export const WIRE: TermsWire = {
  buyer: 'SECB',
  buyerKeeper: 'SECB',
  faceAmount: '10000000000',
  instrumentType: 'KTB',
  isin: 'KR103502GE97',
  reference: 'T-2026/0001',
  seller: 'SECA',
  sellerKeeper: 'SECA',
  settlementAmount: '10123000000',
  settlementDate: '2026-09-22',
  settlementMethod: 'DVP',
  tradeDate: '2026-09-21',
  unitPrice: '10123',
  yield: '3.125',
};

export const TERMS: Terms = {
  ...WIRE,
  faceAmount: 10_000_000_000n,
  settlementAmount: 10_123_000_000n,
  unitPrice: 10_123n,
};

export const SIDE: SideWire = { account: 'SECA-001-01', capacity: 'PROP' };

export const FUND_SIDE: SideWire = {
  account: 'CUST-FUND01',
  capacity: 'TRUST',
  fund: { assetManager: 'ASSET', code: 'FUND01', custodian: 'CUST' },
};

/** An object without one of its members. */
export const without = (value: object, name: string): object =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
