import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BODY_DEPTH, BODY_VALUES } from '../limits.js';
import { readJson } from './json-body.js';
import { MalformedRequest } from './problem.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('a JSON body', () => {
  it('is read as the platform reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/"(__proto__|constructor|prototype)":/.test(text));
        expect(readJson(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['no JSON', bytes('{"a":')],
    ['not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['too deep', bytes(nested(BODY_DEPTH + 2))],
    ['so deep that a stack would not do', bytes(nested(100_000))],
    ['of too many values', bytes(`[${'0,'.repeat(BODY_VALUES)}0]`)],
    ['one that changes what an object is', bytes('{"a":{"__proto__":{"b":1}}}')],
    ['one with a constructor', bytes('[{"constructor":1}]')],
    ['one with the character NUL', bytes('["a\\u0000"]')],
    ['one with half a character', bytes('["a\\ud83d"]')],
  ])('is refused where it is %s', (_, body) => {
    expect(() => readJson(body)).toThrow(MalformedRequest);
  });

  it('may have any whole character', () => {
    expect(readJson(bytes('["\\ud83d\\ude00","가","한"]'))).toEqual(['😀', '가', '한']);
  });

  it('may be as deep as the limit', () => {
    expect(readJson(bytes(nested(BODY_DEPTH)))).toBeInstanceOf(Array);
  });
});
