import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowSlots } from './row-slots.js';

const from = (start: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => start + at);

describe('elements of the document for rows in sight', () => {
  it('stay with the rows that stay, and go from those that leave to those that come', () => {
    const slots = new RowSlots();
    expect([...slots.of(from(0, 4)).values()]).toEqual([0, 1, 2, 3]);
    expect([...slots.of(from(1, 4)).values()]).toEqual([1, 2, 3, 0]);
  });

  it('keep their order at a jump', () => {
    const slots = new RowSlots();
    slots.of(from(0, 4));
    slots.of(from(1, 4));
    expect([...slots.of(from(100, 4)).values()]).toEqual([1, 2, 3, 0]);
  });

  it('show one row each, stay with it, and are made only where none is free', () => {
    const sight = fc.tuple(fc.nat(60), fc.nat(20));
    fc.assert(
      fc.property(fc.array(sight), (sights) => {
        const slots = new RowSlots();
        let before: ReadonlyMap<number, number> = new Map();
        for (const [start, count] of sights) {
          const after = slots.of(from(start, count));
          expect(new Set(after.values()).size).toBe(count);
          for (const [row, slot] of before) if (after.has(row)) expect(after.get(row)).toBe(slot);
          const known = new Set(before.values());
          const made = [...after.values()].filter((slot) => !known.has(slot));
          expect(made.length).toBe(Math.max(0, count - before.size));
          before = after;
        }
      }),
    );
  });
});
