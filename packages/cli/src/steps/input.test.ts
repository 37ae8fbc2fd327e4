import { describe, expect, it } from 'vitest';
import { readPart, readSubject, subjectKindOf, type InputPart, type Members } from './input.js';

const TRADE = '20260921-4C0R1VM8T5XQWJ2Z7K9P3NDHAB';
const CHAIN = '20260922-C7M2Q9ZK4T0XWB';
const PAYMENT = `${CHAIN}-1`;

describe('a part of an input', () => {
  const fund = { fund: 'NRF01', assetManager: 'NRAMC', custodian: 'CWBK' };

  it.each<[part: InputPart, members: Members, read: object]>([
    [
      'own',
      { account: 'DHSEC-P-01', capacity: 'PROP', fund: '' },
      { own: { account: 'DHSEC-P-01', capacity: 'PROP' } },
    ],
    [
      'own',
      { account: 'CWBK-T-01', capacity: 'TRUST', ...fund },
      {
        own: {
          account: 'CWBK-T-01',
          capacity: 'TRUST',
          fund: { assetManager: 'NRAMC', code: 'NRF01', custodian: 'CWBK' },
        },
      },
    ],
    ['lots', {}, {}],
    [
      'lots',
      { lots: 'NRF01:300;NRF02:200:BO1' },
      {
        lots: [
          { faceAmount: '300', fundCode: 'NRF01' },
          { faceAmount: '200', fundCode: 'NRF02', orderNo: 'BO1' },
        ],
      },
    ],
    [
      'lots',
      { lots: [{ fundCode: 'NRF01', faceAmount: '5' }] },
      { lots: [{ faceAmount: '5', fundCode: 'NRF01' }] },
    ],
    ['side', {}, {}],
    ['side', { side: 'buyer' }, { side: 'buyer' }],
    ['reject', { reason: 'DUPLICATE' }, { reject: 'DUPLICATE' }],
    ['decline', { reason: 'MANDATE' }, { decline: 'MANDATE' }],
    ['cancel', { reason: 'AGREED' }, { cancel: 'AGREED' }],
    ['fields', {}, { fields: [] }],
    ['fields', { fields: 'isin;unitPrice' }, { fields: ['isin', 'unitPrice'] }],
    ['fields', { fields: ['isin'] }, { fields: ['isin'] }],
  ])('%s of %j', (part, members, read) => {
    expect(readPart(part, members)).toEqual({ ok: true, value: read });
  });

  it.each<[part: InputPart, members: Members, code: string, field: string]>([
    ['own', { capacity: 'PROP' }, 'FIELD_MISSING', 'account'],
    ['own', { account: 'x', capacity: 'PROP' }, 'FIELD_INVALID', 'account'],
    [
      'own',
      { account: 'A1-1', capacity: 'TRUST', fund: 'F' },
      'FIELD_MISSING',
      'fund.assetManager',
    ],
    ['lots', { lots: 'NRF01' }, 'FIELD_MISSING', 'lots[0].faceAmount'],
    ['lots', { lots: 'NRF01:1.5' }, 'AMOUNT_INVALID', 'lots[0].faceAmount'],
    ['lots', { lots: 7 }, 'FIELD_INVALID', 'lots'],
    ['side', { side: 'both' }, 'FIELD_INVALID', 'side'],
    ['reject', {}, 'FIELD_MISSING', 'reason'],
    ['reject', { reason: 'MANDATE' }, 'FIELD_INVALID', 'reason'],
    ['fields', { fields: [1] }, 'FIELD_INVALID', 'fields'],
    ['fields', { fields: {} }, 'FIELD_INVALID', 'fields'],
  ])('%s of %j is refused: %s %s', (part, members, code, field) => {
    expect(readPart(part, members)).toEqual({
      ok: false,
      rejection: { code, params: { field } },
    });
  });

  it('is never read from a prototype', () => {
    const members = Object.create({ reason: 'OTHER' }) as Members;
    expect(readPart('reject', members)).toMatchObject({ ok: false });
  });
});

describe('what a step is about', () => {
  it.each([
    [TRADE, 'tradeId'],
    [CHAIN, 'chainId'],
    [PAYMENT, 'paymentNo'],
    ['20260921-1', undefined],
    ['trades.csv', undefined],
  ])('%s is a %s', (text, kind) => {
    expect(subjectKindOf(text, ['tradeId', 'chainId', 'paymentNo'])).toBe(kind);
  });

  it('is one of what the step takes', () => {
    expect(subjectKindOf(CHAIN, ['tradeId'])).toBeUndefined();
    expect(readSubject({ chainId: CHAIN, tradeId: '' }, ['tradeId', 'chainId'])).toEqual({
      ok: true,
      value: { chainId: CHAIN },
    });
  });

  it.each<[members: Members, code: string, field: string]>([
    [{}, 'FIELD_MISSING', 'tradeId'],
    [{ tradeId: 'x' }, 'FIELD_INVALID', 'tradeId'],
    [{ tradeId: 5 }, 'FIELD_INVALID', 'tradeId'],
    [{ tradeId: TRADE, chainId: CHAIN }, 'FIELD_INVALID', 'chainId'],
  ])('%j is refused', (members, code, field) => {
    expect(readSubject(members, ['tradeId', 'chainId'])).toEqual({
      ok: false,
      rejection: { code, params: { field } },
    });
  });
});
