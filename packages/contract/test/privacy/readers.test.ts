import { beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '@bondledger/domain';
import { tradeKey } from '../../src/index.js';
import { TOMORROW } from '../_kit/genesis.js';
import { INSTITUTIONS } from '../_kit/institution.js';
import { CHAIN, chained, ready } from '../_kit/journey.js';
import { market, moveTo } from '../_kit/market.js';
import { openHolding } from '../_kit/registry-drafts.js';
import { settlement } from '../_kit/settlement-drafts.js';
import { viewOf } from '../_kit/trade-drafts.js';
import type { World } from '../_kit/world.js';
import { KTB } from '../_kit/world.js';
import { BUYER, HELD, SELLER, TERMS } from './canaries.js';
import { readBy } from './readers.js';

/** What each institution opens of the fund trade before it comes to settlement. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  KSD: ['core', 'seller', 'buyer'],
  SEC1: ['core', 'seller'],
  SEC2: ['core', 'buyer'],
  AMC1: ['core', 'seller'],
  CUS1: ['core', 'seller'],
  AMC2: ['core', 'buyer'],
  CUS2: ['core', 'buyer'],
  BOK: [],
  INS1: [],
};

let world: World;
let fund = '';
let members: readonly string[] = [];

const take = (step: Step, about: Parameters<typeof settlement>[2]): void => {
  const draft = settlement(world, step, about);
  world.must(draft.core.participant, draft);
};
const opens = (code: string, tradeId: string): string[] =>
  [...readBy(world, code)]
    .filter((entry) => entry.startsWith(tradeKey(tradeId)))
    .map((entry) => entry.split(' ')[1] ?? '');

beforeAll(() => {
  world = market();
  world.must('KSD', openHolding({ account: SELLER.account, balance: HELD, isin: KTB }));
  fund = ready(world, { terms: TERMS, seller: SELLER, buyer: BUYER });
});

describe('before settlement', () => {
  it.each(Object.entries(BEFORE))('%s opens of a trade of two funds: %j', (code, boxes) => {
    expect(opens(code, fund).sort()).toEqual([...boxes].sort());
  });

  it('holdings are for the depository and their holder', () => {
    const held = (code: string): string[] =>
      [...readBy(world, code)].filter((entry) => entry.startsWith('holding ')).sort();
    expect(held('KSD')).toHaveLength(4);
    expect(held('CUS1')).toEqual(['holding CUS1-CANARY7S', 'holding CUS1-F01']);
    expect(held('SEC1')).toEqual(['holding SEC1-001']);
    for (const code of ['BOK', 'INS1', 'AMC1', 'CUS2']) expect(held(code)).toEqual([]);
  });

  it('the central bank reads nothing at all', () => {
    expect([...readBy(world, 'BOK')]).toEqual([]);
  });
});

describe('what both sides read', () => {
  const SECRETS = {
    seller: ['AMC1', 'CUS1', 'CANARY7S', 'CANARYFUNDS', 'TRUST'],
    buyer: ['AMC2', 'CUS2', 'CANARY7B', 'CANARYFUNDB', 'TRUST'],
  } as const;

  it.each(['seller', 'buyer'] as const)('names nothing of the %s but the party', (side) => {
    const view = viewOf(world, fund);
    const shared = JSON.stringify(view.core);
    const other = JSON.stringify(side === 'seller' ? view.buyer : view.seller);
    for (const secret of SECRETS[side].slice(0, 4)) {
      expect([secret, shared.includes(secret)]).toEqual([secret, false]);
      expect([secret, other.includes(secret)]).toEqual([secret, false]);
    }
    const own = JSON.stringify(view[side]);
    for (const secret of SECRETS[side]) {
      expect([secret, own.includes(secret)]).toEqual([secret, true]);
    }
  });
});

describe('in settlement', () => {
  it('MERGE shows the chain to the depository and the central bank, and no trade', () => {
    members = chained(world);
    for (const code of INSTITUTIONS.map((each) => each.code)) {
      const isShown = code === 'KSD' || code === 'BOK';
      expect([code, readBy(world, code).has(`chain/${CHAIN}`)]).toEqual([code, isShown]);
    }
    expect(members.flatMap((tradeId) => opens('BOK', tradeId))).toEqual([]);
  });

  it('a member of a chain reads its own trades and no other', () => {
    const [first = '', second = ''] = members;
    expect([opens('SEC1', first).length, opens('SEC1', second).length]).toEqual([2, 0]);
    expect([opens('SEC2', first).length, opens('SEC2', second).length]).toEqual([2, 2]);
    expect([opens('INS1', first).length, opens('INS1', second).length]).toEqual([0, 2]);
  });

  it('a payment shows the central bank the terms that it pays for, and no side', () => {
    moveTo(world, TOMORROW);
    take('RESTRICT', { tradeId: fund });
    expect(opens('BOK', fund)).toEqual([]);
    take('REQUEST_PAYMENT', { tradeId: fund });
    expect(opens('BOK', fund)).toEqual(['core']);
    expect(members.flatMap((tradeId) => opens('BOK', tradeId))).toEqual([]);
    const payments = (code: string): number =>
      [...readBy(world, code)].filter((entry) => entry.startsWith('payment/')).length;
    expect(INSTITUTIONS.map(({ code }) => [code, payments(code)])).toEqual(
      INSTITUTIONS.map(({ code }) => [code, code === 'KSD' || code === 'BOK' ? 1 : 0]),
    );
  });

  it('and nobody else reads more when it has settled', () => {
    take('CONFIRM_PAYMENT', { tradeId: fund });
    take('SETTLE', { tradeId: fund });
    for (const [code, boxes] of Object.entries(BEFORE)) {
      const expected = code === 'BOK' ? ['core'] : boxes;
      expect([code, opens(code, fund).sort()]).toEqual([code, [...expected].sort()]);
    }
  });
});
