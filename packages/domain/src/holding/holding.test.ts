import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { law } from '../../test/law.js';
import type { Result } from '../error/rejection.js';
import {
  deliverRestricted,
  EMPTY_HOLDING,
  freeOf,
  receive,
  release,
  restrict,
  type Holding,
} from './holding.js';

const STEPS = { restrict, release, deliverRestricted, receive } as const;
type Name = keyof typeof STEPS;

const show = (result: Result<Holding>): string =>
  result.ok ? `${result.value.balance}/${result.value.restricted}` : result.rejection.code;

describe('a holding of 100, 40 of it restricted', () => {
  const holding = { balance: 100n, restricted: 40n };

  it.each<[Name, bigint, string]>([
    ['restrict', 0n, '100/40'],
    ['restrict', 60n, '100/100'],
    ['restrict', 61n, 'BALANCE_INSUFFICIENT'],
    ['release', 0n, '100/40'],
    ['release', 40n, '100/0'],
    ['release', 41n, 'RESTRICTION_MISSING'],
    ['deliverRestricted', 0n, '100/40'],
    ['deliverRestricted', 40n, '60/0'],
    ['deliverRestricted', 41n, 'RESTRICTION_MISSING'],
    ['receive', 0n, '100/40'],
    ['receive', 5n, '105/40'],
  ])('%s %s: %s', (name, quantity, expected) => {
    expect(show(STEPS[name](holding, quantity))).toBe(expected);
  });

  it('has 60 free', () => {
    expect(freeOf(holding)).toBe(60n);
    expect(freeOf(EMPTY_HOLDING)).toBe(0n);
  });
});

describe('what cannot be', () => {
  const broken: readonly Holding[] = [
    { balance: 1n, restricted: 2n },
    { balance: 1n, restricted: -1n },
    { balance: -1n, restricted: 0n },
  ];

  it.each(Object.entries(STEPS))('stops %s', (_, step) => {
    for (const holding of broken) expect(() => step(holding, 0n)).toThrow(RangeError);
    expect(() => step(EMPTY_HOLDING, -1n)).toThrow(RangeError);
  });
});

describe('the laws of holdings', () => {
  const quantity = fc.bigInt({ min: 0n, max: 50n });
  const names = fc.constantFrom<Name[]>('restrict', 'release', 'deliverRestricted', 'receive');
  law(
    'nothing is below zero and no more restricted than there is, whatever is done',
    fc.property(fc.array(fc.tuple(names, quantity)), (actions) => {
      let holding = EMPTY_HOLDING;
      let units = 0n;
      for (const [name, amount] of actions) {
        const result = STEPS[name](holding, amount);
        if (!result.ok) continue;
        holding = result.value;
        if (name === 'receive') units += amount;
        if (name === 'deliverRestricted') units -= amount;
      }
      expect(holding.restricted >= 0n && holding.restricted <= holding.balance).toBe(true);
      expect(holding.balance).toBe(units);
    }),
  );

  law(
    'release undoes restrict',
    fc.property(quantity, quantity, (balance, amount) => {
      const holding = { balance, restricted: 0n };
      const restricted = restrict(holding, amount);
      expect(restricted.ok).toBe(amount <= balance);
      if (!restricted.ok) return;
      expect(release(restricted.value, amount)).toEqual({ ok: true, value: holding });
    }),
  );
});
