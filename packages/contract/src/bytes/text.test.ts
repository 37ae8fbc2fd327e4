import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  equalBytes,
  fromBase64,
  fromHex,
  textOf,
  toBase32,
  toBase64,
  toHex,
  utf8,
} from './text.js';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('hex', () => {
  it('is that of Node, there and back', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toHex(value)).toBe(Buffer.from(value).toString('hex'));
        expect(Array.from(fromHex(toHex(value)) ?? [])).toEqual(Array.from(value));
      }),
    );
  });

  it.each(['0', 'AB', '0g', ' 00', '00 ', '0x00', '００'])('%j is none', (text) => {
    expect(fromHex(text)).toBeUndefined();
  });
});

describe('base 64', () => {
  it('is that of Node, there and back', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toBase64(value)).toBe(Buffer.from(value).toString('base64'));
        expect(Array.from(fromBase64(toBase64(value)) ?? [])).toEqual(Array.from(value));
      }),
    );
  });

  it('takes bytes of more than one chunk', () => {
    const long = new Uint8Array(10_000).map((_, at) => at & 255);
    expect(toBase64(long)).toBe(Buffer.from(long).toString('base64'));
  });

  it.each(['A', 'AA', 'AA=', 'AB==', 'AAA', 'AAB=', 'A-_A', 'AAAA\n', '===='])(
    '%j is not the one canonical form of anything',
    (text) => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );
});

describe('base 32', () => {
  it.each([
    [[], 0, ''],
    [[0xff], 1, 'Z'],
    [[0, 0, 0, 0, 0], 8, '00000000'],
    [[0x08, 0x42, 0x10, 0x84, 0x21], 8, '11111111'],
    [[0xff, 0xff, 0xff, 0xff, 0xff], 8, 'ZZZZZZZZ'],
  ])('%j to %i characters', (value, length, text) => {
    expect(toBase32(Uint8Array.from(value), length)).toBe(text);
  });

  it('takes the highest bits first', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (value) => {
        const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const bits = [...value].map((byte) => byte.toString(2).padStart(8, '0')).join('');
        const expected = Array.from({ length: 26 }, (_, at) =>
          digits.charAt(Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)),
        );
        expect(toBase32(value, 26)).toBe(expected.join(''));
      }),
    );
  });
});

describe('UTF-8', () => {
  it.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe3, 0x81]]])(
    '%j is none',
    (value) => {
      expect(textOf(Uint8Array.from(value))).toBeUndefined();
    },
  );

  it('keeps a byte order mark', () => {
    expect(textOf(utf8('\ufeffa'))).toBe('\ufeffa');
  });
});

it('bytes are equal where all of them are', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      expect(equalBytes(one, Uint8Array.from(one))).toBe(true);
      expect(equalBytes(one, other)).toBe(toHex(one) === toHex(other));
    }),
  );
});
