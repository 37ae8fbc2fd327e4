import { describe, expect, it } from 'vitest';
import { Slab } from './slab.js';

describe('a slab', () => {
  it('gives each part once, zero, of the length that was asked for', () => {
    const slab = new Slab(64);
    const parts = [1, 16, 0, 7, 16, 16, 16, 3].map((length) => slab.take(length));
    expect(parts.map(({ length }) => length)).toEqual([1, 16, 0, 7, 16, 16, 16, 3]);
    for (const [at, part] of parts.entries()) {
      expect([...part]).toEqual(Array<number>(part.length).fill(0));
      part.fill(at + 1);
    }
    for (const [at, part] of parts.entries()) {
      expect(part.every((byte) => byte === at + 1)).toBe(true);
    }
  });

  it('gives what is large memory of its own', () => {
    const slab = new Slab(64);
    expect(slab.take(17).buffer.byteLength).toBe(17);
    expect(slab.take(16).buffer.byteLength).toBe(64);
  });
});
