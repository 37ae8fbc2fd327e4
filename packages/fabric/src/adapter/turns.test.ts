import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Turns } from './turns.js';

/** Work that ends when the test says so, and whether it was begun. */
function work() {
  let end: (failed?: boolean) => void = () => undefined;
  let begun = false;
  const ended = new Promise<void>((resolve, reject) => {
    end = (failed) => (failed === true ? reject(new Error('failed')) : resolve());
  });
  return {
    run: () => {
      begun = true;
      return ended;
    },
    end: (failed?: boolean) => end(failed),
    get begun() {
      return begun;
    },
  };
}

const NAMES: readonly string[] = ['a', 'b', 'c', 'd'];

const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('keep what shares a name apart, and nothing else', async () => {
    const turns = new Turns();
    const [dead, other, shares, free] = [work(), work(), work(), work()];
    const all = Promise.allSettled([
      turns.run(['a', 't1'], dead.run),
      turns.run(['b', 't2'], other.run),
      turns.run(['c', 't1'], shares.run),
      turns.run(['b', 't3'], free.run),
    ]);
    await quiet();
    expect([dead, other, shares, free].map(({ begun }) => begun)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    other.end();
    await quiet();
    expect([shares.begun, free.begun]).toEqual([false, true]);
    dead.end(true);
    await quiet();
    expect(shares.begun).toBe(true);
    for (const each of [shares, free]) each.end();
    expect((await all).map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('end when all has ended', async () => {
    const turns = new Turns();
    const [first, second] = [work(), work()];
    const all = [turns.run(['a'], first.run), turns.run(['a'], second.run)];
    let ended = false;
    const waiting = turns.ended().then(() => {
      ended = true;
    });
    first.end();
    await quiet();
    expect(ended).toBe(false);
    second.end();
    await waiting;
    await Promise.all(all);
    await new Turns().ended();
  });

  it('never bring two together that share a name, and let all of them end', async () => {
    const names = fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(names, { maxLength: 12 }), async (works) => {
        const turns = new Turns();
        const busy = new Set<string>();
        const order: number[] = [];
        await Promise.all(
          works.map((own, at) =>
            turns.run(own, async () => {
              for (const name of own) expect(busy.has(name)).toBe(false);
              for (const name of own) busy.add(name);
              order.push(at);
              await quiet();
              for (const name of own) busy.delete(name);
            }),
          ),
        );
        for (const name of NAMES) {
          const own = order.filter((at) => works[at]?.includes(name));
          expect(own).toEqual(own.toSorted((left, right) => left - right));
        }
        expect(order).toHaveLength(works.length);
      }),
      { numRuns: 50 },
    );
  });
});
