import { describe, expect, it } from 'vitest';
import { Random } from './random.js';

describe('the random numbers of the reference day', () => {
  it('are those of xoshiro128** 1.1', () => {
    // Printed by the reference implementation in C with the state 1, 2, 3, 4.
    const random = new Random([1, 2, 3, 4]);
    const words = Array.from({ length: 10 }, () => random.next());
    expect(words).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  it('differ from seed to seed and not from run to run', () => {
    const first = (seed: string): number => Random.ofSeed(seed).next();
    expect(first('가')).toBe(first('가'));
    const seeds = Array.from({ length: 1000 }, (_, n) => first(`${n}`));
    expect(new Set(seeds).size).toBeGreaterThan(995);
  });

  it('reach every number below a limit, and none beyond', () => {
    const random = Random.ofSeed('below');
    const counts = new Map<number, number>();
    for (let n = 0; n < 7000; n += 1) {
      const value = random.below(7);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
    expect(random.below(1)).toBe(0);
    expect(random.between(5, 5)).toBe(5);
  });

  it('follow weights', () => {
    const random = Random.ofSeed('weights');
    const counts = [0, 0, 0];
    for (let n = 0; n < 4000; n += 1) {
      const index = random.weighted([1, 0, 3]) ?? -1;
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    expect(counts[2]).toBeGreaterThan(2850);
    expect(counts[2]).toBeLessThan(3150);
    expect(random.weighted([0, 0])).toBeUndefined();
    expect(random.weighted([])).toBeUndefined();
  });

  it('shuffle without losing anything', () => {
    const items = Array.from({ length: 100 }, (_, n) => n);
    const shuffled = [...items];
    Random.ofSeed('shuffle').shuffle(shuffled);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.sort((a, b) => a - b)).toEqual(items);
    expect(() => Random.ofSeed('x').pick([])).toThrow(RangeError);
  });
});
