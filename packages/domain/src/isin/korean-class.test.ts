import { describe, expect, it } from 'vitest';
import { INSTRUMENT_TYPES } from '../trade/terms.js';
import { instrumentTypesOf, koreanClassOf } from './korean-class.js';

describe('the class of a Korean ISIN', () => {
  it.each([
    ['KR103502GE97', 'GOVERNMENT', 'KTB'],
    ['KR2001014E60', 'MUNICIPAL', 'MUNICIPAL'],
    ['KR310101GE17', 'SPECIAL', 'MSB'],
    ['KR6005931E59', 'CORPORATE', 'CORPORATE'],
    ['KRE000001E51', 'CERTIFICATE_OF_DEPOSIT', 'CD'],
    ['KRF000001E50', 'COMMERCIAL_PAPER', 'CP'],
    ['KRC035017E56', 'STRIPS', 'KTB'],
  ] as const)('of %s is %s', (isin, expected, instrument) => {
    expect(koreanClassOf(isin)).toBe(expected);
    expect(instrumentTypesOf(expected)).toContain(instrument);
  });

  it('is not said of shares and of other countries', () => {
    expect(koreanClassOf('KR7005930003')).toBeUndefined();
    expect(koreanClassOf('US1378331005')).toBeUndefined();
  });

  it('leaves no kind of instrument without a class', () => {
    const classes = ['1', '2', '3', '6', 'E', 'F', 'C'].map((mark) => koreanClassOf(`KR${mark}`));
    const types = classes.flatMap((each) => (each === undefined ? [] : instrumentTypesOf(each)));
    expect(INSTRUMENT_TYPES.filter((type) => !types.includes(type))).toEqual([]);
  });
});
