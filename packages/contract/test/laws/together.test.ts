import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradeKey, type Submission } from '../../src/index.js';
import { batchOf, type Draft } from '../_kit/batch.js';
import { TOMORROW } from '../_kit/genesis.js';
import { CHAIN, chained, FUNDS, reach, ready, submitted } from '../_kit/journey.js';
import { law } from '../_kit/law.js';
import { market, moveTo } from '../_kit/market.js';
import { registerIssue, registry } from '../_kit/registry-drafts.js';
import { settlement } from '../_kit/settlement-drafts.js';
import { withCore, withTrade } from '../_kit/spoil.js';
import { party, propSide, submit, termsOf, viewOf } from '../_kit/trade-drafts.js';
import { UNKNOWN_ISIN, World } from '../_kit/world.js';

/** A ledger on its settlement date with trades in many states. */
function busy(): { world: World; batches: readonly Submission[] } {
  const world = market();
  const small = { terms: { faceAmount: 1_000_000_000n } };
  const toConfirm = [submitted(world, small), submitted(world), submitted(world, small)];
  const toInstruct = [reach(world, 'MATCHED', { ...FUNDS, ...small })];
  const toRestrict = [ready(world, small), ready(world, small), ready(world, small)];
  const toPay = [ready(world, small), ready(world, small)];
  chained(world, CHAIN, small);
  moveTo(world, TOMORROW);
  for (const tradeId of toPay) {
    world.must('KSD', settlement(world, 'RESTRICT', { tradeId }));
    world.must('KSD', settlement(world, 'REQUEST_PAYMENT', { tradeId }));
  }
  const [confirmed = '', rejected = '', spoilt = ''] = toConfirm;
  const [instructed = ''] = toInstruct;
  const steps: readonly (readonly [string, ...Draft[]])[] = [
    ['SEC2', party(world, 'SEC2', 'CONFIRM', confirmed)],
    ['SEC2', party(world, 'SEC2', 'REJECT', rejected)],
    ['SEC2', withTrade(party(world, 'SEC2', 'CONFIRM', spoilt), { coreKey: new Uint8Array(32) })],
    ['AMC1', party(world, 'AMC1', 'INSTRUCT', instructed)],
    [
      'SEC1',
      submit(
        world,
        termsOf({ tradeDate: TOMORROW, settlementDate: '2026-09-23' }),
        propSide('SEC1'),
      ),
    ],
    [
      'SEC2',
      submit(
        world,
        termsOf({
          seller: 'SEC2',
          buyer: 'INS1',
          tradeDate: TOMORROW,
          settlementDate: '2026-09-23',
        }),
        propSide('SEC2'),
      ),
    ],
    ...toRestrict.map((tradeId): [string, Draft] => [
      'KSD',
      settlement(world, 'RESTRICT', { tradeId }),
    ]),
    ['KSD', settlement(world, 'RESTRICT', { chainId: CHAIN })],
    ...toPay.map((tradeId): [string, Draft] => [
      'BOK',
      settlement(world, 'CONFIRM_PAYMENT', { tradeId }),
    ]),
  ];
  return { world, batches: steps.map(([code, ...drafts]) => batchOf(code, drafts)) };
}

const { world: before, batches } = busy();

/** What becomes of batches that are applied in some order, in transactions of some sizes. */
function after(
  order: readonly Submission[],
  sizes: readonly number[],
): { hash: string; codes: string[] } {
  const world = new World(before);
  const codes = new Map<Submission, string>();
  for (let from = 0, turn = 0; from < order.length; turn += 1) {
    const together = order.slice(from, from + (sizes[turn % sizes.length] ?? 1));
    const applied = world.transact(together);
    together.forEach((submission, at) => {
      codes.set(submission, JSON.stringify(applied.batches[at]?.outcomes));
    });
    from += together.length;
  }
  return { hash: world.hash(), codes: batches.map((submission) => codes.get(submission) ?? '') };
}

const order = fc.shuffledSubarray([...batches], { minLength: batches.length });
const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });

describe('batches on different trades', () => {
  const alone = after(batches, [1]);

  law(
    'give the same in any order, alone or together',
    fc.property(order, sizes, (all, many) => {
      expect(after(all, many)).toEqual(alone);
    }),
    40,
  );

  it('are accepted but for the one that is spoilt', () => {
    const refused = alone.codes.filter((codes) => codes.includes('REFUSED'));
    expect(refused).toHaveLength(1);
    expect(alone.hash).not.toBe(before.hash());
  });
});

describe('batches on one trade in one transaction', () => {
  it('the first one moves the trade; the other is told so, and may be sent again', () => {
    const world = market();
    const tradeId = reach(world, 'MATCHED', FUNDS);
    const all = [
      batchOf('AMC1', [party(world, 'AMC1', 'INSTRUCT', tradeId)]),
      batchOf('AMC2', [party(world, 'AMC2', 'INSTRUCT', tradeId, { side: 'buyer' })]),
    ];
    const codes = (applied: ReturnType<World['transact']>): unknown[] =>
      applied.batches.flatMap(({ outcomes }) =>
        outcomes.map((outcome) =>
          outcome.status === 'ACCEPTED' ? outcome.revision : outcome.code,
        ),
      );
    expect(codes(world.transact(all))).toEqual([3, 'TRADE_TWICE_IN_TRANSACTION']);
    expect(codes(world.transact(all))).toEqual([3, 4]);
    expect(viewOf(world, tradeId).core.sides).toEqual({
      buyer: 'INSTRUCTED',
      seller: 'INSTRUCTED',
    });
  });

  it('a refused one leaves nothing behind that would help or harm the next', () => {
    const world = market();
    const tradeId = reach(world, 'MATCHED', FUNDS);
    const refused = party(world, 'SEC1', 'DROP_CANCEL', tradeId);
    const good = party(world, 'AMC1', 'INSTRUCT', tradeId);
    const wrong = withTrade(good, { coreKey: new Uint8Array(32).fill(9) });
    const alone = world.simulate([batchOf('AMC1', [good])]).batches[0]?.outcomes[0]?.status;
    const helped = world.simulate([batchOf('SEC1', [refused]), batchOf('AMC1', [wrong])]);
    expect(helped.batches[1]?.outcomes[0]).toMatchObject({ code: 'OPENING_WRONG' });
    const [, beside] = world.simulate([
      batchOf('SEC1', [refused]),
      batchOf('AMC1', [good]),
    ]).batches;
    expect([alone, beside?.outcomes[0]?.status]).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it('the same batch twice gives one trade and two equal receipts', () => {
    const world = market();
    const batch = batchOf('SEC1', [submit(world, termsOf(), propSide('SEC1'))]);
    const { batches: answers, logged } = world.transact([batch, batch]);
    expect(answers[0]?.receipts).toEqual(answers[1]?.receipts);
    expect(answers[0]?.outcomes[0]?.status).toBe('ACCEPTED');
    expect(logged?.batches).toHaveLength(1);
  });
});

describe('administration in the same transaction', () => {
  const [issue, suspension] = [
    registerIssue(UNKNOWN_ISIN, 'KTB'),
    registry('SUSPEND_PARTICIPANT', { code: 'SEC1', reason: 'a test' }),
  ];

  it.each([
    ['a new issue', issue, 'ACCEPTED'],
    ['a suspension', suspension, 'REFUSED'],
  ] as const)('%s counts from the next batch on', (_, draft, status) => {
    const world = market();
    const terms = termsOf({ isin: UNKNOWN_ISIN });
    const all = [
      batchOf('KSD', [draft]),
      batchOf('SEC1', [submit(world, terms, propSide('SEC1'))]),
    ];
    const [one, two] = [new World(world), new World(world)];
    const together = one.transact(all).batches[1]?.outcomes[0];
    const apart = all.map((batch) => two.transact([batch]))[1]?.batches[0]?.outcomes[0];
    expect(together?.status).toBe(status);
    expect(apart).toEqual(together);
    expect(one.hash()).toBe(two.hash());
  });
});

describe('linked instructions', () => {
  const shape = fc.array(fc.record({ linked: fc.boolean(), good: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  });

  law(
    'stand or fall together, and leave the others alone',
    fc.property(shape, (all) => {
      const world = market();
      const tradeIds = all.map(() => submitted(world));
      const drafts = all.map(({ linked, good }, at) => {
        const draft = party(world, 'SEC2', 'CONFIRM', tradeIds[at] ?? '');
        const right = good ? draft : withCore(draft, { termsHash: '0'.repeat(64) });
        return linked ? withCore(right, { linked: true }) : right;
      });
      const records = tradeIds.map((tradeId) => world.state.get(tradeKey(tradeId)));
      const outcomes = world.send('SEC2', ...drafts);
      for (let from = 0; from < all.length;) {
        let to = from;
        while (all[to]?.linked === true && to + 1 < all.length) to += 1;
        const group = all.slice(from, to + 1);
        // A batch that ends in the middle of a group has lost the rest of it.
        const stands = all[to]?.linked !== true && group.every(({ good }) => good);
        group.forEach(({ good }, within) => {
          const at = from + within;
          const outcome = outcomes[at] ?? expect.fail();
          const answer = outcome.status === 'ACCEPTED' ? 'ACCEPTED' : outcome.code;
          expect(answer).toBe(stands ? 'ACCEPTED' : good ? 'LINKED_FAILED' : 'TERMS_DIFFER');
          const isSame = world.state.get(tradeKey(tradeIds[at] ?? '')) === records[at];
          expect(isSame).toBe(!stands);
        });
        from = to + 1;
      }
    }),
    40,
  );
});
