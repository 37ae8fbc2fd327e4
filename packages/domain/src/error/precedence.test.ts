import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { law } from '../../test/law.js';
import { ERROR_CODES } from './codes.js';
import { firstRejection, rankOf } from './precedence.js';

describe('precedence', () => {
  it('is the order of the codes, each of which stands there once', () => {
    expect(ERROR_CODES.map(rankOf)).toEqual(ERROR_CODES.map((_, index) => index));
  });

  it('refuses nothing where nothing is refused', () => {
    expect(firstRejection()).toBeUndefined();
    expect(firstRejection(undefined, undefined)).toBeUndefined();
  });

  it('answers the first given of two with the same code', () => {
    const a = { code: 'FIELD_MISSING', params: { field: 'a' } } as const;
    const b = { code: 'FIELD_MISSING', params: { field: 'b' } } as const;
    expect(firstRejection(undefined, b, a)).toBe(b);
  });

  const rejections = fc.array(
    fc.option(fc.constantFrom(...ERROR_CODES).map((code) => ({ code }))),
    { minLength: 1 },
  );
  law(
    'one code is right, in whatever order the rules are asked',
    fc.property(rejections, (list) => {
      const given = list.map((rejection) => rejection ?? undefined);
      const first = firstRejection(...given)?.code;
      expect(firstRejection(...given.toReversed())?.code).toBe(first);
      for (const rejection of given) {
        if (rejection === undefined || first === undefined) continue;
        expect(rankOf(first)).toBeLessThanOrEqual(rankOf(rejection.code));
      }
    }),
  );
});
