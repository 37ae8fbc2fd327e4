import fc from 'fast-check';
import { describe, it, expect } from 'vitest';
import { scratchDirectory } from '../../test/support/scratch.js';
import type { BokWire } from './bok-wire.js';
import { openBokWire } from './open-bok-wire.js';
import type { PaymentGroup, WireResult } from './payment.js';

const scratch = scratchDirectory();
const CODES = ['HBSEC', 'DHSEC', 'CWBK', 'SFINC', 'SJINS'] as const;
const OPENING = 100n;
const FAULTS = { slow: 1, loseAnswers: 3, doubleAnswers: 2 };

type Command =
  | { readonly kind: 'request'; readonly groups: readonly PaymentGroup[] }
  | { readonly kind: 'recall' | 'acknowledge'; readonly paymentNo: string }
  | { readonly kind: 'inject'; readonly institution: string; readonly amount: bigint }
  | { readonly kind: 'poll' | 'restart' };

const paymentNo = fc.nat(11).map((n) => `20260922-C${n.toString().padStart(13, '0')}-1`);

/** Legs that add up to zero: what the first institutions pay or get, the last one balances. */
const legs = fc
  .tuple(fc.shuffledSubarray([...CODES], { minLength: 2 }), fc.array(fc.bigInt(-150n, 150n)))
  .map(([codes, amounts]) => {
    const parts = codes.slice(1).map((institution, index) => ({
      institution,
      amount: amounts[index] ?? 7n,
    }));
    const sum = parts.reduce((total, leg) => total + leg.amount, 0n);
    return [...parts, { institution: codes[0] ?? '', amount: -sum }];
  });

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('request' as const),
      groups: fc.array(fc.record({ paymentNo, legs }), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('recall' as const, 'acknowledge' as const),
      paymentNo,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('inject' as const),
      institution: fc.constantFrom(...CODES),
      amount: fc.bigInt(1n, 80n),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('poll' as const, 'restart' as const) }),
  },
);

/** All that the model knows: who brought money in, what was asked for, what was answered. */
class Model {
  readonly injected = new Map<string, bigint>();
  readonly legs = new Map<string, PaymentGroup['legs']>();
  readonly results = new Map<string, WireResult>();
  readonly acknowledged = new Set<string>();

  constructor(readonly path: string) {}

  open(): BokWire {
    const accounts = new Map(CODES.map((code) => [code, OPENING]));
    return openBokWire({ path: this.path, accounts, faults: FAULTS });
  }

  see(paymentNo: string, result: WireResult): void {
    expect(this.results.get(paymentNo) ?? result).toBe(result);
    this.results.set(paymentNo, result);
  }

  check(wire: BokWire): void {
    const balances = new Map(CODES.map((code) => [code as string, OPENING]));
    const put = (institution: string, amount: bigint): void => {
      balances.set(institution, (balances.get(institution) ?? 0n) + amount);
    };
    for (const [institution, amount] of this.injected) put(institution, amount);
    for (const [paymentNo, legs] of this.legs) {
      const status = wire.answerOf(paymentNo);
      expect(status).not.toBe('UNKNOWN');
      if (status === 'PAID' || status === 'REVOKED') this.see(paymentNo, status);
      else expect(this.results.has(paymentNo)).toBe(false);
      if (status === 'PAID') for (const leg of legs) put(leg.institution, leg.amount);
    }
    expect(wire.balances()).toEqual(balances);
    for (const balance of balances.values()) expect(balance).toBeGreaterThanOrEqual(0n);
    for (const [paymentNo, legs] of this.legs) {
      if (wire.answerOf(paymentNo) !== 'QUEUED') continue;
      const isShort = legs.some((leg) => (balances.get(leg.institution) ?? 0n) + leg.amount < 0n);
      expect(isShort).toBe(true);
    }
  }
}

const request = (model: Model, wire: BokWire, groups: readonly PaymentGroup[]): void => {
  const results = wire.requestPayments(groups);
  groups.forEach(({ paymentNo, legs }, index) => {
    if (results[index]?.ok === true && !model.legs.has(paymentNo)) model.legs.set(paymentNo, legs);
  });
};

const take = (model: Model, wire: BokWire, each: Command): BokWire => {
  switch (each.kind) {
    case 'request':
      request(model, wire, each.groups);
      return wire;
    case 'recall':
      model.see(each.paymentNo, wire.recall(each.paymentNo));
      return wire;
    case 'acknowledge':
      if (model.results.has(each.paymentNo)) wire.acknowledge(each.paymentNo);
      return wire;
    case 'inject':
      wire.inject(each.institution, each.amount);
      model.injected.set(
        each.institution,
        (model.injected.get(each.institution) ?? 0n) + each.amount,
      );
      return wire;
    case 'poll':
      for (const answer of wire.pollAnswers()) model.see(answer.paymentNo, answer.result);
      return wire;
    case 'restart':
      wire.close();
      return model.open();
  }
};

const isAcknowledged = (commands: readonly Command[], paymentNo: string): boolean =>
  commands.some((each) => each.kind === 'acknowledge' && each.paymentNo === paymentNo);

describe('the central bank against a small model', () => {
  it('conserves money, overdraws nobody, and never gives both answers', () => {
    const run = (commands: readonly Command[]): void => {
      const model = new Model(scratch.newFile());
      let wire = model.open();
      for (const each of commands) {
        wire = take(model, wire, each);
        model.check(wire);
      }
      const delivered = new Set<string>();
      wire.close();
      wire = model.open();
      // Slow by one poll, then lost once: after three polls every answer has been delivered.
      for (let poll = 0; poll < 3; poll += 1) {
        for (const answer of wire.pollAnswers()) delivered.add(answer.paymentNo);
      }
      const answered = [...model.results.keys()];
      const owed = answered.filter((paymentNo) => !isAcknowledged(commands, paymentNo));
      expect(owed.filter((paymentNo) => !delivered.has(paymentNo))).toEqual([]);
      wire.close();
    };
    fc.assert(fc.property(fc.array(command, { minLength: 5, maxLength: 40 }), run), {
      numRuns: 60,
    });
  });
});
