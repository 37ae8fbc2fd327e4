import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal, STEPS } from '@bondledger/domain';
import { chainOf, holdingOf, paymentOf } from '../_kit/settlement-drafts.js';
import { law } from '../_kit/law.js';
import { market } from '../_kit/market.js';
import { viewOf } from '../_kit/trade-drafts.js';
import { KTB } from '../_kit/world.js';
import { moves } from './moves.js';
import { Broken, Play, type Move } from './play.js';

const HELD = 100_000_000_000n;
const HELD_BY = ['SEC1-001', 'SEC2-001', 'CUS1-F01'] as const;

const begin = (): Play =>
  new Play(
    market(),
    HELD_BY.map((account) => [account, HELD] as const),
  );

/** The ledger holds what the model holds: conservation, and nothing below zero. */
function checkHoldings({ world, model }: Play): void {
  let units = 0n;
  for (const [name, { balance, restricted }] of model.accounts) {
    const held = holdingOf(world, name, KTB);
    const found = [held?.balance ?? '0', held?.restricted ?? '0'];
    expect([name, ...found]).toEqual([name, balance.toString(), restricted.toString()]);
    expect(restricted >= 0n && restricted <= balance).toBe(true);
    units += balance;
  }
  expect(units).toBe(HELD * BigInt(HELD_BY.length));
}

/** A trade is where the model has it; what is final stays; each step stands in it once. */
function checkTrades({ world, model }: Play, ended: Map<string, number>): void {
  for (const { tradeId, state, sides } of model.trades) {
    const { core } = viewOf(world, tradeId);
    expect([core.state, core.sides]).toEqual([state, sides]);
    expect(core.steps.map(([, , revision]) => revision)).toEqual(
      Array.from({ length: core.revision }, (_, at) => at + 1),
    );
    const before = ended.get(tradeId);
    if (before !== undefined) expect(core.revision).toBe(before);
    if (isFinal(core.state)) ended.set(tradeId, core.revision);
  }
}

/** Money legs sum to zero; a trade has at most one payment that was completed. */
function checkPayments({ world, model }: Play): void {
  const paid = new Map<string, number>();
  for (const key of world.state.keys()) {
    if (!key.startsWith('payment/')) continue;
    const payment = paymentOf(world, key.slice('payment/'.length)) ?? expect.fail();
    const sum = payment.legs.reduce((total, [, amount]) => total + BigInt(amount), 0n);
    expect(sum).toBe(0n);
    if (payment.state !== 'PAID') continue;
    for (const [tradeId] of payment.trades) paid.set(tradeId, (paid.get(tradeId) ?? 0) + 1);
  }
  for (const { tradeId, state, isFree, chain } of model.trades) {
    const settled = state === 'PAID' || (state === 'SETTLED' && !isFree);
    if (settled && chain === undefined) expect(paid.get(tradeId)).toBe(1);
    expect(paid.get(tradeId) ?? 0).toBeLessThanOrEqual(1);
    if (chain === undefined) continue;
    const { state: chainState } = chainOf(world, chain.chainId) ?? expect.fail();
    expect(chainState).toBe(state);
  }
}

/** Every batch again: the same receipts, and nothing written. */
function checkReplay({ world }: Play): void {
  const before = world.hash();
  for (const submission of [...world.history]) {
    const { batches, logged } = world.simulate([submission]);
    expect(batches[0]?.outcomes.every(({ status }) => status === 'ACCEPTED')).toBe(true);
    expect(logged).toBeUndefined();
  }
  expect(world.hash()).toBe(before);
}

/** Plays a day twice over, so that what has ended is tried again, and checks every law. */
function playDay(all: readonly Move[]): Play {
  const play = begin();
  const ended = new Map<string, number>();
  for (const move of all) {
    play.move(move);
    checkHoldings(play);
  }
  checkTrades(play, ended);
  for (const move of all) play.move(move);
  checkTrades(play, ended);
  checkHoldings(play);
  checkPayments(play);
  checkReplay(play);
  return play;
}

describe('a random day', () => {
  law(
    'obeys the model and keeps every law',
    fc.property(moves, (all) => void playDay(all)),
    8,
  );

  it('takes every step that there is, in one of twelve days or another', () => {
    const days = fc.sample(moves, { seed: 20260921, numRuns: 12 });
    const taken = new Set(days.flatMap((all) => [...playDay(all).taken.keys()]));
    expect(STEPS.filter((step) => !taken.has(step))).toEqual(['REGRANT']);
  });

  it('would notice a model that is wrong', () => {
    const play = begin();
    play.model.phase = 'CUT_OFF';
    const move = { kind: 0, pick: 0, step: 0, side: 'seller', size: 1 } as const;
    expect(() => play.move(move)).toThrow(Broken);
  });
});
