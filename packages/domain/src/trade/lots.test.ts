import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../error/codes.js';
import { checkLots, encodeLots, MAX_LOTS, parseLots } from './lots.js';

const LOT = { faceAmount: '100', fundCode: 'FUND01' };

const refusal = (value: unknown): [string, string | undefined] | undefined => {
  const lots = parseLots(value);
  return lots.ok ? undefined : [lots.rejection.code, lots.rejection.params?.['field']];
};

describe('parseLots', () => {
  it('takes one to a hundred lots', () => {
    expect(parseLots([{ ...LOT, orderNo: 'O-1' }, LOT])).toEqual({
      ok: true,
      value: [
        { faceAmount: 100n, fundCode: 'FUND01', orderNo: 'O-1' },
        { faceAmount: 100n, fundCode: 'FUND01' },
      ],
    });
    expect(refusal(Array.from({ length: MAX_LOTS }, () => LOT))).toBeUndefined();
  });

  it.each<[ErrorCode, string, unknown]>([
    ['FIELD_INVALID', 'lots', undefined],
    ['FIELD_INVALID', 'lots', {}],
    ['FIELD_INVALID', 'lots', []],
    ['FIELD_INVALID', 'lots', Array.from({ length: MAX_LOTS + 1 }, () => LOT)],
    ['FIELD_INVALID', 'lots[1]', [LOT, null]],
    ['FIELD_MISSING', 'lots[0].fundCode', [{ faceAmount: '1' }]],
    ['FIELD_UNKNOWN', 'lots[0].price', [{ ...LOT, price: '1' }]],
    ['FIELD_INVALID', 'lots[0].fundCode', [{ ...LOT, fundCode: 'f' }]],
    ['FIELD_INVALID', 'lots[0].orderNo', [{ ...LOT, orderNo: '' }]],
    ['AMOUNT_INVALID', 'lots[0].faceAmount', [{ ...LOT, faceAmount: 1.5 }]],
    ['AMOUNT_INVALID', 'lots[0].faceAmount', [{ ...LOT, faceAmount: '0' }]],
    ['FIELD_MISSING', 'lots[2].faceAmount', [{ ...LOT, faceAmount: '0' }, LOT, { fundCode: 'F' }]],
    [
      'AMOUNT_INVALID',
      'lots[0].faceAmount',
      [
        { ...LOT, faceAmount: '0' },
        { ...LOT, faceAmount: '' },
      ],
    ],
  ])('answers %s for %s', (code, field, value) => {
    expect(refusal(value)).toEqual([code, field]);
  });
});

describe('encodeLots', () => {
  it('is what parseLots reads, in the order of code units', () => {
    const wire = [{ faceAmount: '1', fundCode: 'F', orderNo: 'O' }, LOT];
    const lots = parseLots(wire);
    expect(JSON.stringify(lots.ok ? encodeLots(lots.value) : [])).toBe(JSON.stringify(wire));
  });
});

describe('checkLots', () => {
  const lots = [
    { faceAmount: 60n, fundCode: 'A' },
    { faceAmount: 40n, fundCode: 'B' },
  ];

  it('asks that the lots add up to the face amount', () => {
    expect(checkLots(lots, 100n)).toBeUndefined();
    expect(checkLots(lots, 99n)?.code).toBe('LOTS_SUM_WRONG');
    expect(checkLots(lots, 101n)?.code).toBe('LOTS_SUM_WRONG');
  });
});
