import fc from 'fast-check';
import type { Move } from './play.js';

/** A day of random moves. */
export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.nat(9),
    pick: fc.nat(40),
    step: fc.nat(40),
    side: fc.constantFrom('seller' as const, 'buyer' as const),
    size: fc.nat(100),
  }),
  { minLength: 60, maxLength: 140 },
);
