import { describe, expect, it } from 'vitest';
import { STATES } from '@bondledger/domain';
import { FUNDS, reach, ready, chained, CHAIN } from '../_kit/journey.js';
import { TOMORROW } from '../_kit/genesis.js';
import { market, moveTo } from '../_kit/market.js';
import { settlement, chainOf, holdingOf } from '../_kit/settlement-drafts.js';
import { stateOf } from '../_kit/trade-drafts.js';
import { KTB } from '../_kit/world.js';

describe('a trade', () => {
  it.each(STATES.filter((state) => state !== 'NONE'))('reaches %s', (state) => {
    const world = market();
    const options = state === 'MATCHED' ? FUNDS : {};
    expect(stateOf(world, reach(world, state, options))).toBe(state);
  });

  it('of two funds is READY when the last custodian has approved', () => {
    const world = market();
    expect(stateOf(world, ready(world, FUNDS))).toBe('READY');
  });
});

describe('a chain', () => {
  it('settles whole, moving only the differences', () => {
    const world = market();
    const tradeIds = chained(world);
    moveTo(world, TOMORROW);
    for (const step of ['RESTRICT', 'REQUEST_PAYMENT', 'CONFIRM_PAYMENT', 'SETTLE'] as const) {
      const draft = settlement(world, step, { chainId: CHAIN });
      world.must(draft.core.participant, draft);
    }
    expect(tradeIds.map((tradeId) => stateOf(world, tradeId))).toEqual(['SETTLED', 'SETTLED']);
    expect(chainOf(world, CHAIN)?.state).toBe('SETTLED');
    expect(holdingOf(world, 'SEC1-001', KTB)).toMatchObject({
      balance: '90000000000',
      restricted: '0',
    });
    expect(holdingOf(world, 'SEC2-001', KTB)).toMatchObject({
      balance: '106000000000',
      restricted: '0',
    });
    expect(holdingOf(world, 'INS1-001', KTB)).toMatchObject({
      balance: '4000000000',
      restricted: '0',
    });
  });
});
