import type { Step } from '@bondledger/domain';
import { REPEATS_MAX } from '../../src/step/repeats.js';
import type { Draft } from '../_kit/batch.js';
import { attempt, type Attempt, type Case } from '../_kit/case.js';
import { TOMORROW } from '../_kit/genesis.js';
import { CHAIN, chained, reach, ready, type TradeOptions } from '../_kit/journey.js';
import { market, moveTo } from '../_kit/market.js';
import { holdingOpening } from '../_kit/registry-drafts.js';
import { settlement, type About } from '../_kit/settlement-drafts.js';
import { withData } from '../_kit/spoil.js';
import { party, propSide } from '../_kit/trade-drafts.js';
import { BANK_BOND, KTB, type World } from '../_kit/world.js';

const same = (draft: Draft): Draft => draft;

/** A step of KSD or BOK on what a world holds. */
const on = (world: World, step: Step, about: About, spoil = same): Attempt => {
  const draft = settlement(world, step, about);
  return attempt(world, draft.core.participant, spoil(draft));
};

const trade =
  (state: Parameters<typeof reach>[1], step: Step, spoil = same, options: TradeOptions = {}) =>
  (): Attempt => {
    const world = market();
    const tradeId = reach(world, state, options);
    if (state === 'READY') moveTo(world, TOMORROW);
    return on(world, step, { tradeId }, spoil);
  };

const cancel =
  (...steps: readonly (readonly [string, string])[]) =>
  (): Attempt => {
    const world = market();
    const tradeId = ready(world);
    const last = steps.at(-1) ?? ['', ''];
    for (const [code, step] of steps.slice(0, -1)) {
      world.must(code, party(world, code, step, tradeId));
    }
    return attempt(world, last[0], party(world, last[0], last[1], tradeId));
  };

const REQUEST_AND_DROP = [
  ['SEC1', 'REQUEST_CANCEL'],
  ['SEC1', 'DROP_CANCEL'],
] as const;

/** MERGE of trades, each given as what it has of its own. */
const merge =
  (...trades: readonly TradeOptions[]) =>
  (): Attempt => {
    const world = market();
    const tradeIds = trades.map((options) => ready(world, options));
    return on(world, 'MERGE', { chainId: CHAIN, tradeIds });
  };

const back = { terms: { seller: 'SEC2', buyer: 'SEC1' } };
const next = { terms: { seller: 'SEC2', buyer: 'INS1' } };

const chain = (step: Step, tradeIds: (made: readonly string[]) => readonly string[]) => () => {
  const world = market();
  const made = chained(world);
  moveTo(world, TOMORROW);
  return on(world, step, { chainId: CHAIN, tradeIds: tradeIds(made) });
};

const hundredAndOne = (): Attempt => {
  const world = market();
  const tradeIds = Array.from({ length: 101 }, () => ready(world, back));
  return on(world, 'MERGE', { chainId: CHAIN, tradeIds });
};

const alone = (): Attempt => {
  const world = market();
  const [tradeId = ''] = chained(world);
  return on(moveTo(world, TOMORROW), 'RESTRICT', { tradeId });
};

const sameChainAgain = (): Attempt => {
  const world = market();
  const tradeIds = chained(world);
  world.must('KSD', settlement(world, 'SPLIT', { chainId: CHAIN }));
  return on(world, 'MERGE', { chainId: CHAIN, tradeIds });
};

const tooMuch = { terms: { faceAmount: 100_000_000_001n } };

/** No rule leads there: a record is put back as it was before the restriction. */
const restrictionGone = (): Attempt => {
  const world = market();
  const { name } = holdingOpening('SEC1-001', KTB);
  const before = world.state.get(name);
  const tradeId = reach(world, 'RESTRICTED');
  world.state.set(name, before ?? new Uint8Array(0));
  return on(world, 'RELEASE', { tradeId });
};

const askedBack = (step: Step) => (): Attempt => {
  const world = market();
  const tradeId = reach(world, 'PAYMENT_REQUESTED');
  world.must('KSD', settlement(world, 'REVOKE_PAYMENT', { tradeId }));
  return on(world, step, { tradeId });
};

/** BOK answers for one trade with the number and the amounts of another one's payment. */
const otherPayment = (): Attempt => {
  const world = market();
  const [first, second] = [ready(world), ready(world)];
  moveTo(world, TOMORROW);
  for (const tradeId of [first, second]) {
    world.must('KSD', settlement(world, 'RESTRICT', { tradeId }));
    world.must('KSD', settlement(world, 'REQUEST_PAYMENT', { tradeId }));
  }
  const draft = settlement(world, 'CONFIRM_PAYMENT', { tradeId: first });
  const other = settlement(world, 'CONFIRM_PAYMENT', { tradeId: second });
  const core = { ...other.core, tradeId: first };
  const opening = { ...other.opening, trades: draft.opening.trades };
  return attempt(world, 'BOK', { ...other, core, opening });
};

const wrongNumber = (draft: Draft): Draft => {
  const world = market();
  const tradeId = reach(world, 'RESTRICTED');
  const other = settlement(world, 'REQUEST_PAYMENT', { tradeId });
  const { payment, paymentNo } = other.core.data;
  const { paymentKey } = other.opening;
  const opening = { ...draft.opening, ...(paymentKey && { paymentKey }) };
  return withData({ ...draft, opening }, { payment, paymentNo });
};

const free = { terms: { settlementMethod: 'FOP', fopReason: '담보' } } as const;

const linked = (): Attempt => {
  const world = market();
  const [tradeId, other] = [ready(world), ready(world)];
  const draft = settlement(moveTo(world, TOMORROW), 'RESTRICT', { tradeId });
  const first = { ...draft, core: { ...draft.core, linked: true } };
  return attempt(world, 'KSD', first, settlement(world, 'SETTLE', { tradeId: other }));
};

/** Section 5 of the catalogue, as far as the steps of settlement can break it. */
export const SETTLEMENT_CASES: readonly Case[] = [
  [
    'SETTLEMENT_DATE_NOT_REACHED',
    'today',
    () => {
      const world = market();
      return on(world, 'RESTRICT', { tradeId: ready(world) });
    },
  ],
  [
    'SETTLEMENT_DATE_NOT_REACHED',
    'comes before a member alone',
    () => {
      const world = market();
      return on(world, 'RESTRICT', { tradeId: chained(world)[0] ?? '' });
    },
  ],
  ['CANCEL_NOT_REQUESTED', 'nobody asked', cancel(['SEC2', 'CONFIRM_CANCEL'])],
  ['CANCEL_NOT_REQUESTED', 'nothing to drop', cancel(['SEC1', 'DROP_CANCEL'])],
  [
    'CANCEL_NOT_REQUESTED',
    'the other side asked',
    cancel(['SEC1', 'REQUEST_CANCEL'], ['SEC2', 'DROP_CANCEL']),
  ],
  [
    'CANCEL_NOT_REQUESTED',
    'it was dropped',
    cancel(['SEC1', 'REQUEST_CANCEL'], ['SEC1', 'DROP_CANCEL'], ['SEC2', 'CONFIRM_CANCEL']),
  ],
  [
    'CANCEL_ALREADY_REQUESTED',
    'asked twice',
    cancel(['SEC1', 'REQUEST_CANCEL'], ['SEC1', 'REQUEST_CANCEL']),
  ],
  [
    'CANCEL_ALREADY_REQUESTED',
    'both ask',
    cancel(['SEC1', 'REQUEST_CANCEL'], ['SEC2', 'REQUEST_CANCEL']),
  ],
  [
    'CANCEL_OWN_REQUEST',
    'agreed with oneself',
    cancel(['SEC1', 'REQUEST_CANCEL'], ['SEC1', 'CONFIRM_CANCEL']),
  ],
  [
    'STEP_LIMIT',
    'asked for and dropped too often',
    cancel(...Array.from({ length: REPEATS_MAX }, () => REQUEST_AND_DROP).flat(), [
      'SEC1',
      'REQUEST_CANCEL',
    ]),
  ],
  ['CHAIN_EXISTS', 'the number of a chain that was split', sameChainAgain],
  ['CHAIN_TOO_SMALL', 'one trade', merge({})],
  ['CHAIN_TOO_LARGE', '101 trades', hundredAndOne],
  [
    'CHAIN_ISIN_DIFFERS',
    'two issues',
    merge({}, { terms: { ...next.terms, isin: BANK_BOND, instrumentType: 'BANK' } }),
  ],
  [
    'CHAIN_DATE_DIFFERS',
    'two dates',
    merge({}, { terms: { ...next.terms, settlementDate: '2026-09-23' } }),
  ],
  ['CHAIN_NOT_CONNECTED', 'two sales of one firm', merge({}, {})],
  [
    'CHAIN_NOT_CONNECTED',
    'through another account',
    merge({}, { ...next, seller: propSide('SEC2', 'SEC2-002') }),
  ],
  ['CHAIN_MEMBERS_WRONG', 'one is left out', chain('RESTRICT', (made) => made.slice(0, 1))],
  ['CHAIN_MEMBERS_WRONG', 'in another order', chain('SPLIT', (made) => made.toReversed())],
  ['CHAIN_MEMBER_ALONE', 'one of a chain', alone],
  ['BALANCE_INSUFFICIENT', 'a won too little', trade('READY', 'RESTRICT', same, tooMuch)],
  [
    'BALANCE_INSUFFICIENT',
    'nothing held at all',
    trade('READY', 'RESTRICT', same, { terms: { seller: 'INS1', buyer: 'SEC1' } }),
  ],
  ['RESTRICTION_MISSING', 'a holding that is not restricted', restrictionGone],
  ['PAYMENT_NOT_OPEN', 'asked back twice', askedBack('REVOKE_PAYMENT')],
  [
    'PAYMENT_DIFFERS',
    'KSD names other amounts',
    trade('RESTRICTED', 'REQUEST_PAYMENT', (draft) => withData(draft, { payment: 'a'.repeat(64) })),
  ],
  [
    'PAYMENT_DIFFERS',
    'BOK names other amounts',
    trade('PAYMENT_REQUESTED', 'CONFIRM_PAYMENT', (draft) =>
      withData(draft, { payment: 'a'.repeat(64) }),
    ),
  ],
  [
    'PAYMENT_NUMBER_WRONG',
    'the number of another trade',
    trade('RESTRICTED', 'REQUEST_PAYMENT', wrongNumber),
  ],
  ['PAYMENT_NUMBER_WRONG', 'the payment of another trade', otherPayment],
  ['PAYMENT_NOT_REVOKED', 'nobody asked it back', trade('PAYMENT_REQUESTED', 'CONFIRM_REVOKED')],
  ['PAYMENT_FREE', 'free of payment', trade('RESTRICTED', 'REQUEST_PAYMENT', same, free)],
  ['CUT_OFF_NOT_REACHED', 'EXPIRE in the morning', trade('SUBMITTED', 'EXPIRE')],
  ['CUT_OFF_NOT_REACHED', 'FAIL in the morning', trade('READY', 'FAIL')],
  ['LINKED_FAILED', 'what it is linked with was refused', linked],
];
