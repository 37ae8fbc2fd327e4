import fc from 'fast-check';
import { it } from 'vitest';

/** A seed to repeat a run with: `LAW_SEED=123 npx vitest run packages/contract`. */
export const seedOf = (): number => {
  const given = Number.parseInt(process.env['LAW_SEED'] ?? '', 10);
  return Number.isNaN(given) ? Math.trunc(Math.random() * 2 ** 31) : given;
};

/** A test that a property holds for many generated inputs; it prints the seed that it used. */
export const law = <T>(name: string, property: fc.IProperty<T>, runs = 100): void => {
  it(name, () => {
    const seed = seedOf();
    console.log(`${name}: seed ${seed}`);
    fc.assert(property, { seed, numRuns: runs });
  });
};
