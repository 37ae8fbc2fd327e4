import fc from 'fast-check';
import { join, type Block } from '@bondledger/contract';
import { describe, expect, it } from 'vitest';
import { blockInFrame, frameOfBlock, framesIn, linesIn, SIGN_OF_LIFE } from './block-frames.js';

const bytes = fc.uint8Array({ maxLength: 40 });
const block: fc.Arbitrary<Block> = fc
  .array(
    fc.record({
      batches: fc.array(fc.record({ leaves: bytes, accepted: bytes, receipts: bytes }), {
        maxLength: 3,
      }),
      writes: fc.array(fc.record({ key: fc.string(), value: bytes }), { maxLength: 3 }),
    }),
    { maxLength: 3 },
  )
  .map((transactions) => ({
    header: {
      count: transactions.length,
      domain: 'bondledger/block/1',
      height: 7,
      ledgerId: 'ab'.repeat(32),
      previous: 'cd'.repeat(32),
      root: 'ef'.repeat(32),
      time: '2026-09-21T00:00:00.000Z',
    },
    transactions,
  }));

/** The same bytes in pieces of the given lengths, over and over. */
async function* cut(whole: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < whole.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    yield whole.subarray(at, at + length);
    at += length;
  }
}

const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });
const hex = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each instanceof Uint8Array ? Buffer.from(each).toString('hex') : each,
  );

describe('blocks on their way', () => {
  it('come as they were sent, however the bytes are cut, with signs of life between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 4 }), lengths, async (blocks, cuts) => {
        const frames = blocks.flatMap((each) => [SIGN_OF_LIFE, frameOfBlock(each)]);
        const read: Block[] = [];
        for await (const frame of framesIn(cut(join(...frames), cuts))) {
          if (frame.length > 0) read.push(blockInFrame(frame));
        }
        expect(hex(read)).toBe(hex(blocks));
      }),
    );
  });

  it('are refused where the stream ends within one, and where a length is too large', async () => {
    const drain = async (whole: Uint8Array): Promise<void> => {
      for await (const frame of framesIn(cut(whole, [3]))) expect(frame).toBeInstanceOf(Uint8Array);
    };
    await expect(drain(Uint8Array.of(0, 0, 0, 9, 1))).rejects.toThrow(RangeError);
    await expect(drain(Uint8Array.of(255, 0, 0, 0, 1))).rejects.toThrow(RangeError);
    expect(() => blockInFrame(Uint8Array.of(0, 0, 0, 1, 65))).toThrow(RangeError);
  });
});

describe('lines on their way', () => {
  it('come whole, without the empty ones that are signs of life', async () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n')));
    await fc.assert(
      fc.asyncProperty(texts, lengths, async (lines, cuts) => {
        const whole = new TextEncoder().encode(lines.map((each) => `${each}\n\n`).join(''));
        const read: string[] = [];
        for await (const line of linesIn(cut(whole, cuts))) read.push(line);
        expect(read).toEqual(lines.filter((each) => each !== ''));
      }),
    );
  });
});
