import { describe, expect, it } from 'vitest';
import {
  STATES,
  STEP_RULES,
  STEP_TABLE,
  STEPS,
  type ErrorCode,
  type State,
  type Step,
} from '@bondledger/domain';
import { tradeKey } from '../../src/index.js';
import type { Draft } from '../_kit/batch.js';
import { INSTITUTIONS, institutionOf } from '../_kit/institution.js';
import { CHAIN, chained, FUNDS, reach, ready, submitted } from '../_kit/journey.js';
import { TOMORROW } from '../_kit/genesis.js';
import { market, moveTo } from '../_kit/market.js';
import { settlement } from '../_kit/settlement-drafts.js';
import { party, stateOf, submit, termsOf, viewOf } from '../_kit/trade-drafts.js';
import { World } from '../_kit/world.js';

/** A trade in a state, on its settlement date, between two funds where the state allows. */
interface Scene {
  readonly world: World;
  readonly tradeId: string;
  /** The world in which drafts are built, which has the trade in any case. */
  readonly drafting: World;
}

const scenes = new Map<State, Scene>();

function sceneOf(state: State): Scene {
  const known = scenes.get(state);
  if (known !== undefined) return known;
  const world = market();
  const made = state === 'NONE' ? submitted(world, FUNDS) : reach(world, state, FUNDS);
  const late = state === 'EXPIRED' || state === 'FAILED';
  if (!late) moveTo(world, TOMORROW);
  const scene = { world: new World(world), tradeId: made, drafting: world };
  if (state === 'NONE') scene.world.state.delete(tradeKey(made));
  scenes.set(state, scene);
  return scene;
}

/** The best instruction that an institution can make of a step on the trade of a scene. */
function draftOf({ drafting, tradeId }: Scene, state: State, step: Step, code: string): Draft {
  const { subject } = STEP_RULES[step];
  if (step === 'SUBMIT') {
    const { core, seller } = viewOf(drafting, tradeId);
    const { account, capacity, fund } = seller;
    const again = termsOf({ reference: core.terms.reference });
    const side = { account, capacity, ...(fund === undefined ? {} : { fund }) };
    const draft = submit(drafting, again, side);
    return { ...draft, core: { ...draft.core, participant: code } };
  }
  if (step === 'CONFIRM') {
    return party(drafting, code, step, tradeId, { own: FUNDS.buyer });
  }
  if (step === 'MERGE') {
    const about = { chainId: '20260922-C0000000000009', tradeIds: [tradeId] };
    return settlement(drafting, step, about, code);
  }
  if (step === 'EXPIRE' || step === 'FAIL' || step === 'REGRANT') {
    return settlement(drafting, step, { tradeId }, code);
  }
  if (subject === 'trade' || subject === 'side') return party(drafting, code, step, tradeId);
  const about = state === 'CHAINED' ? { chainId: CHAIN } : { tradeId };
  return settlement(drafting, step, about, code);
}

/** What the seller of the scene, its asset manager and custodian, and KSD and BOK are. */
const ACTORS = {
  SELLER: ['SEC1'],
  BUYER: ['SEC2'],
  PARTY: ['SEC1', 'SEC2'],
  ASSET_MANAGER: ['AMC1'],
  CUSTODIAN: ['CUS1'],
  KSD: ['KSD'],
  BOK: ['BOK'],
} as const;

const ROLES_FIT = {
  SELLER: (code: string) => code !== 'KSD' && code !== 'BOK',
  BUYER: (code: string) => code !== 'KSD' && code !== 'BOK',
  PARTY: (code: string) => code !== 'KSD' && code !== 'BOK',
  ASSET_MANAGER: (code: string) => institutionOf(code).roles.includes('ASSET_MANAGER'),
  CUSTODIAN: (code: string) => institutionOf(code).roles.includes('CUSTODIAN'),
  KSD: (code: string) => code === 'KSD',
  BOK: (code: string) => code === 'BOK',
};

/** Where the rules say more than the table: what the right institution is answered. */
const MORE: Readonly<Record<string, ErrorCode>> = {
  'MATCHED/APPROVE': 'STEP_NOT_ALLOWED',
  'MATCHED/DECLINE': 'STEP_NOT_ALLOWED',
  'MATCHED/CONFIRM_CANCEL': 'CANCEL_NOT_REQUESTED',
  'MATCHED/DROP_CANCEL': 'CANCEL_NOT_REQUESTED',
  'READY/CONFIRM_CANCEL': 'CANCEL_NOT_REQUESTED',
  'READY/DROP_CANCEL': 'CANCEL_NOT_REQUESTED',
  'READY/MERGE': 'CHAIN_TOO_SMALL',
  'RESTRICTED/SETTLE': 'STEP_NOT_ALLOWED',
  'PAYMENT_REQUESTED/CONFIRM_REVOKED': 'PAYMENT_NOT_REVOKED',
  'SUBMITTED/EXPIRE': 'CUT_OFF_NOT_REACHED',
  'MATCHED/EXPIRE': 'CUT_OFF_NOT_REACHED',
  'READY/FAIL': 'CUT_OFF_NOT_REACHED',
  'RESTRICTED/FAIL': 'CUT_OFF_NOT_REACHED',
};

const OF_A_PAYMENT: ReadonlySet<string> = new Set([
  'CONFIRM_PAYMENT',
  'CONFIRM_REVOKED',
  'REVOKE_PAYMENT',
]);
const HAD_PAYMENT: ReadonlySet<State> = new Set(['PAYMENT_REQUESTED', 'PAID', 'SETTLED']);
const AFTER_CUT_OFF: ReadonlySet<State> = new Set(['EXPIRED', 'FAILED']);

/** What the rules answer, found from the table and the catalogue of errors alone. */
function expected(state: State, step: Step, code: string): ErrorCode | State {
  const { actor, offered, phases } = STEP_RULES[step];
  if (!offered) return 'STEP_NOT_OFFERED';
  if (!ROLES_FIT[actor](code)) return 'ROLE_NOT_ALLOWED';
  if (AFTER_CUT_OFF.has(state) && !phases.includes('CUT_OFF')) return 'PHASE_NOT_ALLOWED';
  if (step === 'SUBMIT' && state !== 'NONE') return 'REFERENCE_DUPLICATE';
  if (state === 'NONE' && step !== 'SUBMIT') return 'TRADE_UNKNOWN';
  if (OF_A_PAYMENT.has(step) && !HAD_PAYMENT.has(state)) return 'PAYMENT_UNKNOWN';
  if (!(ACTORS[actor] as readonly string[]).includes(code)) return 'PARTY_NOT_ALLOWED';
  const more = MORE[`${state}/${step}`];
  if (more !== undefined) return more;
  const outcome = STEP_TABLE[state][step];
  switch (outcome.kind) {
    case 'refuse':
      return 'STEP_NOT_ALLOWED';
    case 'stay':
      return state;
    case 'to':
      return outcome.state;
    case 'choose':
      // Two funds, no chain, and money that moves.
      return step === 'CONFIRM' ? 'MATCHED' : (outcome.states[0] ?? 'NONE');
  }
}

/** A step on a copy of the scene: the state that it reaches, or the code that refuses it. */
function taken(scene: Scene, state: State, step: Step, code: string): ErrorCode | State {
  const world = new World(scene.world);
  const before = world.hash();
  const [outcome] = world.send(code, draftOf(scene, state, step, code));
  if (outcome?.status === 'ACCEPTED') return stateOf(world, scene.tradeId) as State;
  expect(world.hash()).toBe(before);
  return outcome?.code ?? expect.fail();
}

describe.each(STATES)('in the state %s', (state) => {
  it.each(STEPS)('%s does what the table says, for each institution', (step) => {
    const scene = sceneOf(state);
    const codes = INSTITUTIONS.map(({ code }) => code);
    const answers = codes.map((code) => [code, taken(scene, state, step, code)]);
    expect(answers).toEqual(codes.map((code) => [code, expected(state, step, code)]));
  });
});

/** The outcomes that the rules choose, and those that need more than one trade or step. */
describe('where the rules choose', () => {
  const after = (options: Parameters<typeof reach>[2], state: State, ...steps: Step[]): string => {
    const world = market();
    const tradeId = reach(world, state, options);
    moveTo(world, TOMORROW);
    for (const step of steps) {
      const draft = settlement(world, step, { tradeId });
      world.must(draft.core.participant, draft);
    }
    return stateOf(world, tradeId);
  };
  const { seller, buyer } = FUNDS;

  it.each([
    ['no side is a fund', {}, 'READY'],
    ['the seller is a fund', { seller }, 'MATCHED'],
    ['the buyer is a fund', { buyer }, 'MATCHED'],
    ['both are funds', FUNDS, 'MATCHED'],
  ] as const)('CONFIRM where %s', (_, options, state) => {
    expect(after({ ...options }, 'MATCHED')).toBe(state);
  });

  it.each([
    [{ seller }, 'READY'],
    [{ buyer }, 'READY'],
    [FUNDS, 'READY'],
  ] as const)('APPROVE: the last one of %j makes it %s', (options, state) => {
    expect(after({ ...options }, 'READY')).toBe(state);
  });

  it('APPROVE: the first one of two does not', () => {
    const world = market();
    const tradeId = reach(world, 'MATCHED', FUNDS);
    world.must('AMC1', party(world, 'AMC1', 'INSTRUCT', tradeId));
    expect(viewOf(world, tradeId).core.sides).toEqual({ buyer: 'OPEN', seller: 'INSTRUCTED' });
    world.must('CUS1', party(world, 'CUS1', 'APPROVE', tradeId));
    expect(stateOf(world, tradeId)).toBe('MATCHED');
    expect(viewOf(world, tradeId).core.sides).toEqual({ buyer: 'OPEN', seller: 'APPROVED' });
  });

  it('DECLINE sends the instruction back, and another one may follow', () => {
    const world = market();
    const tradeId = reach(world, 'MATCHED', FUNDS);
    world.must('AMC1', party(world, 'AMC1', 'INSTRUCT', tradeId));
    world.must('CUS1', party(world, 'CUS1', 'DECLINE', tradeId));
    expect(viewOf(world, tradeId).core.sides.seller).toBe('OPEN');
    expect(viewOf(world, tradeId).seller.lots).toBeUndefined();
    expect(world.answer('CUS1', party(world, 'CUS1', 'APPROVE', tradeId))).toBe('STEP_NOT_ALLOWED');
    world.must('AMC1', party(world, 'AMC1', 'INSTRUCT', tradeId));
    world.must('CUS1', party(world, 'CUS1', 'APPROVE', tradeId));
    expect(viewOf(world, tradeId).core.sides.seller).toBe('APPROVED');
  });

  it('RELEASE of a trade makes it READY', () => {
    expect(after({}, 'RESTRICTED', 'RELEASE')).toBe('READY');
  });

  it('SETTLE of a trade free of payment needs no payment', () => {
    const free = { terms: { settlementMethod: 'FOP', fopReason: '담보 이전' } } as const;
    expect(after(free, 'READY', 'RESTRICT', 'SETTLE')).toBe('SETTLED');
  });

  it('RELEASE, SPLIT: a chain goes back to its trades', () => {
    const world = market();
    const tradeIds = chained(world);
    moveTo(world, TOMORROW);
    const states = (['RESTRICT', 'RELEASE', 'SPLIT'] as const).map((step) => {
      world.must('KSD', settlement(world, step, { chainId: CHAIN }));
      return tradeIds.map((tradeId) => stateOf(world, tradeId));
    });
    expect(states).toEqual([
      ['RESTRICTED', 'RESTRICTED'],
      ['CHAINED', 'CHAINED'],
      ['READY', 'READY'],
    ]);
  });

  it('MERGE makes two trades CHAINED, and drops a request to cancel', () => {
    const world = market();
    const tradeIds = [ready(world), ready(world, { terms: { seller: 'SEC2', buyer: 'INS1' } })];
    const [first = ''] = tradeIds;
    world.must('SEC1', party(world, 'SEC1', 'REQUEST_CANCEL', first));
    expect(viewOf(world, first).core.cancel?.by).toBe('seller');
    world.must('KSD', settlement(world, 'MERGE', { chainId: CHAIN, tradeIds }));
    expect(viewOf(world, first).core.cancel).toBeUndefined();
    expect(stateOf(world, first)).toBe('CHAINED');
  });
});
