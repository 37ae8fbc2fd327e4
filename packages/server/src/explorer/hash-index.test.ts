import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashIndex } from './hash-index.js';

const hashOf = (name: number): Uint8Array => createHash('sha256').update(String(name)).digest();

describe('an index of hashes', () => {
  it('finds the blocks of every hash, also after it has grown', () => {
    const index = new HashIndex();
    for (let name = 0; name < 10_000; name += 1) index.add(hashOf(name), name >> 3);
    expect(index.count).toBe(10_000);
    for (let name = 0; name < 10_000; name += 97) {
      expect(index.heightsOf(hashOf(name))).toContain(name >> 3);
    }
    const unknown = Array.from({ length: 1_000 }, (_, at) => index.heightsOf(hashOf(20_000 + at)));
    expect(unknown.flat()).toEqual([]);
  });

  it('answers each block of a hash once, oldest first, whatever the order of adding', () => {
    const heights = fc.array(fc.nat({ max: 50 }), { maxLength: 30 });
    fc.assert(
      fc.property(heights, (added) => {
        const index = new HashIndex();
        for (const height of added) index.add(hashOf(1), height);
        for (let other = 2; other < 20; other += 1) index.add(hashOf(other), other);
        const wanted = [...new Set(added)].sort((left, right) => left - right);
        expect(index.heightsOf(hashOf(1))).toEqual(wanted);
      }),
    );
  });
});
