import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { days, trade, trades } from '../../test/chains.js';
import { law } from '../../test/law.js';
import { cashLegs, netSecurities } from './net.js';

const sum = (values: Iterable<bigint>): bigint => [...values].reduce((a, b) => a + b, 0n);

describe('netSecurities', () => {
  it('keeps the differences, by account in order', () => {
    const nets = netSecurities(trades('C -30-> D', 'A -100-> B', 'B -70-> C'));
    expect([...nets]).toEqual([
      ['A-1', -100n],
      ['B-1', 30n],
      ['C-1', 40n],
      ['D-1', 30n],
    ]);
  });

  it('leaves out what nets to zero, such as a circle', () => {
    expect([...netSecurities(trades('A -5-> B', 'B -5-> C', 'C -5-> A'))]).toEqual([]);
    expect([...netSecurities([])]).toEqual([]);
  });
});

describe('cashLegs', () => {
  it('pays against the securities', () => {
    expect(cashLegs(trades('A -100-> B', 'B -70-> C'))).toEqual([
      { institution: 'A', amount: 100n },
      { institution: 'B', amount: -30n },
      { institution: 'C', amount: -70n },
    ]);
  });

  it('counts nothing that is free of payment, and nothing within one institution', () => {
    const fop = { settlementMethod: 'FOP' } as const;
    expect(cashLegs([trade('1: A -100-> B', fop)])).toEqual([]);
    expect(cashLegs([trade('1: A -100-> B', { sellerCash: 'CUST', buyerCash: 'CUST' })])).toEqual(
      [],
    );
    expect(cashLegs([trade('1: A -100-> B'), trade('2: B -100-> C', fop)])).toEqual([
      { institution: 'A', amount: 100n },
      { institution: 'B', amount: -100n },
    ]);
  });
});

describe('the laws of netting', () => {
  law(
    'securities and money add up to zero, are in order, and hold no zero',
    fc.property(days(), (list) => {
      const nets = netSecurities(list);
      const legs = cashLegs(list);
      expect(sum(nets.values())).toBe(0n);
      expect(sum(legs.map(({ amount }) => amount))).toBe(0n);
      expect([...nets.keys()]).toEqual([...nets.keys()].sort());
      const institutions = legs.map(({ institution }) => institution);
      expect(institutions).toEqual([...new Set(institutions)].sort());
      expect([...nets.values(), ...legs.map(({ amount }) => amount)]).not.toContain(0n);
    }),
  );

  law(
    'the order of the trades does not matter',
    fc.property(
      days().chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        expect([...netSecurities(shuffled)]).toEqual([...netSecurities(list)]);
        expect(cashLegs(shuffled)).toEqual(cashLegs(list));
      },
    ),
  );
});
