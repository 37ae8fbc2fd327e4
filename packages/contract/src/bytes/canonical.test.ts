import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, inCanonicalOrder, parseCanonical, type JsonObject } from './canonical.js';

const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
const name = fc.string({ unit: 'grapheme' }).filter((text) => !/^\d+$/.test(text));
const { object } = fc.letrec<{ object: JsonObject; value: JsonObject[string] }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(leaf), tie('object')),
  object: fc.dictionary(name, tie('value'), { maxKeys: 5 }),
}));

describe('canonical JSON', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(object, (value) => {
        const text = canonicalText(inCanonicalOrder(value));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalText(parseCanonical(text) ?? expect.fail())).toBe(text);
      }),
    );
  });

  it('is refused with one character more', () => {
    const text = '{"a":[1,"x",true],"b":{"c":"가나"}}';
    expect(parseCanonical(text)).toBeDefined();
    for (let at = 0; at <= text.length; at += 1) {
      for (const more of [' ', '\n', '\u00a0']) {
        const changed = text.slice(0, at) + more + text.slice(at);
        const isInString = /"[^"]*$/.test(text.slice(0, at)) && more === '\u00a0';
        if (!isInString) {
          const parsed = parseCanonical(changed);
          if (parsed !== undefined) expect(canonicalText(parsed)).toBe(changed);
        }
      }
    }
  });

  it('orders members by their UTF-16 code units, as RFC 8785 does', () => {
    // The example of RFC 8785, section 3.2.3, but for a name that is a number: there is none here.
    const names = ['\u20ac', '\r', '\ufb33', 'a', '\ud83d\ude00', '\u0080', '\u00f6'];
    const value = Object.fromEntries(names.map((each) => [each, 'x']));
    const ordered = Object.keys(inCanonicalOrder(value));
    expect(ordered).toEqual(
      ['\r', 'a', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'].sort(),
    );
    expect(parseCanonical(canonicalText(inCanonicalOrder(value)))).toBeDefined();
  });

  it('knows no depth beyond 16, and does not fall over it', () => {
    const nested = (depth: number): string => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(parseCanonical(nested(15))).toBeDefined();
    expect(parseCanonical(nested(16))).toBeUndefined();
    expect(parseCanonical(nested(1_000_000))).toBeUndefined();
  });
});
