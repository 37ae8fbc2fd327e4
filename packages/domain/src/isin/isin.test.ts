import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { law } from '../../test/law.js';
import { isIsin, isinCheckDigit } from './isin.js';

/** ISINs that are in use: shares and bonds of several countries. */
const KNOWN = [
  'US0378331005',
  'US5949181045',
  'GB0002634946',
  'AU0000XVGZA3',
  'KR7005930003',
  'KR7000660001',
  'KR7035420009',
  'DE000BAY0017',
  'JP3633400001',
] as const;

const capital = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const alphanumeric = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const bodies = fc
  .tuple(
    fc.array(capital, { minLength: 2, maxLength: 2 }),
    fc.array(alphanumeric, { minLength: 9, maxLength: 9 }),
  )
  .map(([country, rest]) => [...country, ...rest].join(''));

/** The formula as ISO 6166 tells it, written for comparison: digits, doubled from the right. */
const slowCheckDigit = (body: string): string => {
  const digits = [...body].flatMap((char) => [...Number.parseInt(char, 36).toString()]).reverse();
  const sum = digits
    .map((digit, index) => Number.parseInt(digit, 10) * (index % 2 === 0 ? 2 : 1))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return ((10 - (sum % 10)) % 10).toString();
};

describe('isIsin', () => {
  it.each(KNOWN)('takes %s', (isin) => {
    expect(isIsin(isin)).toBe(true);
    expect(isinCheckDigit(isin.slice(0, 11))).toBe(isin.slice(11));
  });

  it.each([
    'KR7005930004',
    'KR700593000',
    'KR70059300033',
    'kr7005930003',
    'K17005930003',
    'KR70059300O3',
    'KR700593000A',
    'KR7005930003\n',
    ' KR7005930003',
    'KR7005-30003',
    '',
  ])('refuses %j', (isin) => {
    expect(isIsin(isin)).toBe(false);
  });

  law(
    'agrees with the formula told slowly',
    fc.property(bodies, (body) => {
      expect(isinCheckDigit(body)).toBe(slowCheckDigit(body));
      expect(isIsin(body + isinCheckDigit(body))).toBe(true);
    }),
    1000,
  );

  const flips = fc.tuple(bodies, fc.nat({ max: 11 }), fc.integer({ min: 1, max: 9 }));
  law(
    'notices every single digit that is changed',
    fc.property(flips, ([body, place, shift]) => {
      const isin = body + isinCheckDigit(body);
      const digit = isin.charAt(place);
      fc.pre(/[0-9]/.test(digit));
      const changed = ((Number.parseInt(digit, 10) + shift) % 10).toString();
      expect(isIsin(isin.slice(0, place) + changed + isin.slice(place + 1))).toBe(false);
    }),
    1000,
  );
});

describe('isinCheckDigit', () => {
  it.each(['', 'KR', 'KR70059300033', 'kr700593000', 'KR7005930-0'])('throws for %j', (body) => {
    expect(() => isinCheckDigit(body)).toThrow(RangeError);
  });
});
