import { describe, expect, it } from 'vitest';
import { withParticle, wonText } from './words.js';

describe('an amount in words', () => {
  it.each([
    ['12000000000', '120억원', '12 bn won'],
    ['12340000000', '12,340,000,000원', '12.34 bn won'],
    ['1250000000000', '12,500억원', '1,250 bn won'],
    ['9991000001', '9,991,000,001원', '9,991,000,001 won'],
    ['100000000', '1억원', '100,000,000 won'],
    ['0', '0원', '0 won'],
  ])('%s', (won, ko, en) => {
    expect(wonText(won)).toEqual({ ko, en });
  });
});

describe('a particle', () => {
  it.each([
    ['한국은행', '한국은행이'],
    ['가온증권사', '가온증권사가'],
    ['HBSEC', 'HBSEC이(가)'],
  ])('of %s', (word, expected) => {
    expect(withParticle(word, '이', '가')).toBe(expected);
  });
});
