import { describe, expect, it } from 'vitest';
import { tradeKey } from '../../src/index.js';
import { REPEATS_MAX } from '../../src/step/repeats.js';
import { confirmed, FUNDS } from '../_kit/journey.js';
import { market } from '../_kit/market.js';
import { party, stateOf, viewOf } from '../_kit/trade-drafts.js';
import type { World } from '../_kit/world.js';

type Taken = readonly [code: string, step: string, side?: 'seller' | 'buyer'];

const take = (world: World, tradeId: string, [code, step, side]: Taken): string | number =>
  world.answer(code, party(world, code, step, tradeId, side === undefined ? {} : { side }));

/** A trade of two funds on which a step and the one back were taken as often as may be. */
function worn(again: Taken, back: Taken): readonly [World, string] {
  const world = market();
  const tradeId = confirmed(world, FUNDS);
  for (let count = 0; count < REPEATS_MAX; count += 1) {
    expect(take(world, tradeId, again)).toBeTypeOf('number');
    if (count < REPEATS_MAX - 1) expect(take(world, tradeId, back)).toBeTypeOf('number');
  }
  return [world, tradeId];
}

describe('a step that can be taken back', () => {
  const instruct: Taken = ['AMC1', 'INSTRUCT', 'seller'];
  const decline: Taken = ['CUS1', 'DECLINE', 'seller'];
  const request: Taken = ['SEC1', 'REQUEST_CANCEL'];
  const drop: Taken = ['SEC1', 'DROP_CANCEL'];

  it.each([
    ['INSTRUCT', instruct, decline],
    ['REQUEST_CANCEL', request, drop],
  ])('%s is taken so often and not once more', (step, again, back) => {
    const [world, tradeId] = worn(again, back);
    expect(take(world, tradeId, back)).toBeTypeOf('number');
    const before = world.hash();
    const { steps } = viewOf(world, tradeId).core;
    expect(take(world, tradeId, again)).toBe('STEP_LIMIT');
    expect(world.hash()).toBe(before);
    expect(steps.filter(([, name]) => name === step)).toHaveLength(REPEATS_MAX);
    expect(world.state.get(tradeKey(tradeId))?.length).toBeLessThan(16_384);
  });

  it('INSTRUCT is counted for each side by itself', () => {
    const [world, tradeId] = worn(instruct, decline);
    expect(take(world, tradeId, ['AMC2', 'INSTRUCT', 'buyer'])).toBeTypeOf('number');
    expect(take(world, tradeId, ['CUS2', 'APPROVE', 'buyer'])).toBeTypeOf('number');
    expect(take(world, tradeId, ['CUS1', 'APPROVE', 'seller'])).toBeTypeOf('number');
    expect(stateOf(world, tradeId)).toBe('READY');
  });

  it('REQUEST_CANCEL is counted for the trade, and the last one can be agreed to', () => {
    const [world, tradeId] = worn(request, drop);
    expect(take(world, tradeId, request)).toBe('CANCEL_ALREADY_REQUESTED');
    expect(take(world, tradeId, ['SEC2', 'CONFIRM_CANCEL'])).toBeTypeOf('number');
    expect(stateOf(world, tradeId)).toBe('CANCELLED');
  });

  it('REQUEST_CANCEL of the other side is refused too when they are used up', () => {
    const [world, tradeId] = worn(request, drop);
    expect(take(world, tradeId, drop)).toBeTypeOf('number');
    expect(take(world, tradeId, ['SEC2', 'REQUEST_CANCEL'])).toBe('STEP_LIMIT');
  });

  it('is answered as before when the same instruction comes again', () => {
    const world = market();
    const tradeId = confirmed(world, FUNDS);
    const first = party(world, 'SEC1', 'REQUEST_CANCEL', tradeId);
    const revision = world.answer('SEC1', first);
    for (let count = 1; count < REPEATS_MAX; count += 1) {
      take(world, tradeId, drop);
      take(world, tradeId, request);
    }
    take(world, tradeId, drop);
    expect(take(world, tradeId, request)).toBe('STEP_LIMIT');
    expect(world.answer('SEC1', first)).toBe(revision);
  });
});
