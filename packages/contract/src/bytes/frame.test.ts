import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, FrameWriter } from './frame.js';
import { toHex } from './text.js';

const frames = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
const written = (list: readonly Uint8Array[]): Uint8Array => {
  const writer = new FrameWriter();
  for (const frame of list) writer.frame(frame);
  return writer.bytes();
};

describe('frames', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(frames, (list) => {
        const reader = new FrameReader(written(list));
        expect(list.map(() => toHex(reader.frame()))).toEqual(list.map(toHex));
        expect(reader.done).toBe(true);
      }),
    );
  });

  it('no two lists share their bytes', () => {
    fc.assert(
      fc.property(frames, frames, (one, other) => {
        const isSame = JSON.stringify(one.map(toHex)) === JSON.stringify(other.map(toHex));
        expect(toHex(written(one)) === toHex(written(other))).toBe(isSame);
      }),
    );
  });

  it.each([0, 1, 255, 256, 65_535, 16_777_216, 2_147_483_648, 4_294_967_295])(
    'count to %i',
    (count) => {
      expect(new FrameReader(new FrameWriter().count(count).bytes()).count()).toBe(count);
    },
  );

  it('that end too early are an error', () => {
    expect(() => new FrameReader(new Uint8Array(3)).count()).toThrow(RangeError);
    expect(() => new FrameReader(Uint8Array.of(0, 0, 0, 2, 1)).frame()).toThrow(RangeError);
    expect(() => new FrameReader(new Uint8Array(4).fill(255)).frame()).toThrow(RangeError);
  });
});
