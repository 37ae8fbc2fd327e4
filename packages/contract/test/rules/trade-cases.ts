import { batchOf, leafOf, type Draft } from '../_kit/batch.js';
import { attempt, type Attempt, type Case } from '../_kit/case.js';
import { TOMORROW } from '../_kit/genesis.js';
import { CHAIN, chained, FUNDS, reach, ready, submitted } from '../_kit/journey.js';
import { market, moveTo } from '../_kit/market.js';
import { chainKey, paymentKey, settlement } from '../_kit/settlement-drafts.js';
import { flipped, withCore, withData, withOpening, withTrade } from '../_kit/spoil.js';
import { party, propSide, submit, termsOf } from '../_kit/trade-drafts.js';
import { World } from '../_kit/world.js';

type Spoil = (draft: Draft, world: World) => Draft;

/** A good step of a party on a submitted trade (of two funds, where it is MATCHED), spoilt. */
const stepOf =
  (state: 'SUBMITTED' | 'MATCHED', code: string, step: string, spoil: Spoil) => (): Attempt => {
    const world = market();
    const tradeId = reach(world, state, state === 'MATCHED' ? FUNDS : {});
    return attempt(world, code, spoil(party(world, code, step, tradeId), world));
  };

/** A good step of KSD or BOK on a trade of its settlement date, spoilt. */
const settling =
  (state: Parameters<typeof reach>[1], step: Parameters<typeof settlement>[1], spoil: Spoil) =>
  (): Attempt => {
    const world = market();
    const tradeId = reach(world, state);
    if (state === 'READY') moveTo(world, TOMORROW);
    const draft = settlement(world, step, { tradeId });
    return attempt(world, draft.core.participant, spoil(draft, world));
  };

const chainStep = (step: Parameters<typeof settlement>[1], spoil: Spoil) => (): Attempt => {
  const world = market();
  chained(world);
  moveTo(world, TOMORROW);
  return attempt(world, 'KSD', spoil(settlement(world, step, { chainId: CHAIN }), world));
};

const same: Spoil = (draft) => draft;
const otherKey = new Uint8Array(32).fill(7);

/** The second of two instructions on one trade. */
const twice = (): Attempt => {
  const world = market();
  const tradeId = reach(world, 'MATCHED', FUNDS);
  const steps = ['REQUEST_CANCEL', 'REQUEST_CANCEL'].map((step) =>
    party(world, 'SEC1', step, tradeId),
  );
  return { world, submission: batchOf('SEC1', steps), at: 1 };
};

const skipped = (): Attempt => {
  const world = market();
  const draft = submit(world, termsOf(), propSide('SEC1'));
  return { world, submission: batchOf('SEC1', [draft]), skip: [leafOf(draft)] };
};

const submitTwice = (): Attempt => {
  const world = market();
  const terms = termsOf();
  world.must('SEC1', submit(world, terms, propSide('SEC1')));
  const again = submit(world, { ...terms, unitPrice: 9_000n }, propSide('SEC1'));
  return attempt(world, 'SEC1', again);
};

const submitTwiceAtOnce = (): Attempt => {
  const world = market();
  const terms = termsOf();
  const drafts = [0, 1].map(() => submit(world, terms, propSide('SEC1')));
  return { world, submission: batchOf('SEC1', drafts), at: 1 };
};

const afterCutOff = (phase: string, code: string, step: string) => (): Attempt => {
  const world = market();
  const tradeId = submitted(world);
  moveTo(world, '2026-09-21', phase);
  return attempt(world, code, party(world, code, step, tradeId));
};

const elsewhere = (step: string): Attempt => {
  const drafting = market();
  const tradeId = submitted(drafting);
  return attempt(market(), 'SEC2', party(drafting, 'SEC2', step, tradeId));
};

const oldRevision = (): Attempt => {
  const world = market();
  const tradeId = ready(world);
  const draft = settlement(moveTo(world, TOMORROW), 'RESTRICT', { tradeId });
  world.must('SEC1', party(world, 'SEC1', 'REQUEST_CANCEL', tradeId));
  return attempt(world, 'KSD', draft);
};

const suspendedCustodianKey: Spoil = (draft) => withTrade(draft, { sellerKey: otherKey });

/** Sections 3 and 4 of the catalogue: who, when, and the trade that is named. */
export const TRADE_CASES: readonly Case[] = [
  [
    'ROLE_NOT_ALLOWED',
    'a firm restricts',
    () => {
      const world = market();
      const tradeId = ready(world);
      return attempt(world, 'SEC1', settlement(world, 'RESTRICT', { tradeId }, 'SEC1'));
    },
  ],
  [
    'ROLE_NOT_ALLOWED',
    'the depository submits',
    () => {
      const world = market();
      const draft = submit(world, termsOf(), propSide('SEC1'));
      return attempt(world, 'KSD', withCore(draft, { participant: 'KSD' }));
    },
  ],
  ['GUARD_REFUSED', 'a leaf that the guard refuses', skipped],
  ['TRADE_TWICE_IN_TRANSACTION', 'two requests at once', twice],
  ['PHASE_NOT_ALLOWED', 'CONFIRM after the cut-off', afterCutOff('CUT_OFF', 'SEC2', 'CONFIRM')],
  ['PHASE_NOT_ALLOWED', 'WITHDRAW when closed', afterCutOff('CLOSED', 'SEC1', 'WITHDRAW')],
  ['PHASE_NOT_ALLOWED', 'comes before the state', afterCutOff('CUT_OFF', 'SEC1', 'DROP_CANCEL')],
  ['REFERENCE_DUPLICATE', 'the same reference, another price', submitTwice],
  ['REFERENCE_DUPLICATE', 'the same reference twice in one batch', submitTwiceAtOnce],
  ['TRADE_UNKNOWN', 'a trade of another ledger', () => elsewhere('CONFIRM')],
  [
    'TRADE_UNKNOWN',
    'one unknown member of a chain comes before the wrong opening of another',
    () => {
      const world = market();
      const drafting = new World(world);
      const tradeIds = chained(drafting);
      const first = tradeIds[0] ?? '';
      world.state.set(`trade/${first}`, drafting.state.get(`trade/${first}`) ?? new Uint8Array(0));
      const draft = settlement(drafting, 'SPLIT', { chainId: CHAIN });
      return attempt(world, 'KSD', withTrade(draft, { coreKey: otherKey }));
    },
  ],
  [
    'CHAIN_UNKNOWN',
    'a chain that nobody merged',
    () => {
      const world = market();
      const tradeIds = chained(world);
      const chainId = '20260922-C0000000000002';
      return attempt(world, 'KSD', settlement(world, 'SPLIT', { chainId, tradeIds }));
    },
  ],
  ['PAYMENT_UNKNOWN', 'no payment was requested', settling('RESTRICTED', 'CONFIRM_PAYMENT', same)],
  [
    'OPENING_WRONG',
    'another core key',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft) => withTrade(draft, { coreKey: otherKey })),
  ],
  [
    'OPENING_WRONG',
    'a short core key',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft) =>
      withTrade(draft, { coreKey: new Uint8Array(5) }),
    ),
  ],
  [
    'OPENING_WRONG',
    'no opening',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft) => withOpening(draft, { trades: [] })),
  ],
  [
    'OPENING_WRONG',
    'two openings',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft) =>
      withOpening(draft, { trades: [...draft.opening.trades, ...draft.opening.trades] }),
    ),
  ],
  [
    'OPENING_WRONG',
    'of another trade',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft, world) =>
      withTrade(draft, { tradeId: submitted(world) }),
    ),
  ],
  [
    'OPENING_WRONG',
    'no key for the own side',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft) =>
      withOpening(draft, {
        trades: draft.opening.trades.map(({ tradeId, coreKey }) => ({ tradeId, coreKey })),
      }),
    ),
  ],
  [
    'OPENING_WRONG',
    'a grant and a half',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft) =>
      withOpening(draft, { grants: new Uint8Array(120) }),
    ),
  ],
  [
    'OPENING_WRONG',
    'twenty grants',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft) =>
      withOpening(draft, { grants: new Uint8Array(1600) }),
    ),
  ],
  [
    'OPENING_WRONG',
    'a wrong side key',
    stepOf('MATCHED', 'AMC1', 'INSTRUCT', suspendedCustodianKey),
  ],
  [
    'OPENING_WRONG',
    'no side key',
    stepOf('MATCHED', 'AMC1', 'INSTRUCT', (draft) =>
      withOpening(draft, {
        trades: draft.opening.trades.map(({ tradeId, coreKey }) => ({ tradeId, coreKey })),
      }),
    ),
  ],
  [
    'OPENING_WRONG',
    'another chain key',
    chainStep('SPLIT', (draft) => withOpening(draft, { chainKey: flipped(chainKey(CHAIN)) })),
  ],
  [
    'OPENING_WRONG',
    'another payment key',
    settling('PAYMENT_REQUESTED', 'CONFIRM_PAYMENT', (draft) =>
      withOpening(draft, { paymentKey: flipped(paymentKey('x')) }),
    ),
  ],
  [
    'OPENING_WRONG',
    'no holdings',
    settling('READY', 'RESTRICT', (draft) => withOpening(draft, { holdings: [] })),
  ],
  [
    'OPENING_WRONG',
    'another holding key',
    settling('READY', 'RESTRICT', (draft) =>
      withOpening(draft, {
        holdings: (draft.opening.holdings ?? []).map((holding) => ({
          ...holding,
          key: flipped(holding.key),
        })),
      }),
    ),
  ],
  [
    'OPENING_WRONG',
    'a holding of another name',
    settling('READY', 'RESTRICT', (draft) =>
      withOpening(draft, {
        holdings: (draft.opening.holdings ?? []).map((holding) => ({
          ...holding,
          name: 'holding/x',
        })),
      }),
    ),
  ],
  [
    'OPENING_WRONG',
    'one member of a chain twice',
    chainStep('SPLIT', (draft) =>
      withOpening(draft, {
        trades: [...draft.opening.trades.slice(0, 1), ...draft.opening.trades.slice(0, 1)],
      }),
    ),
  ],
  [
    'PARTY_NOT_ALLOWED',
    'a third firm confirms',
    () => {
      const world = market();
      const tradeId = submitted(world);
      return attempt(world, 'INS1', party(world, 'INS1', 'CONFIRM', tradeId));
    },
  ],
  [
    'PARTY_NOT_ALLOWED',
    'the sale of another firm',
    () => {
      const world = market();
      const draft = submit(world, termsOf(), propSide('SEC1'));
      return attempt(world, 'SEC2', withCore(draft, { participant: 'SEC2' }));
    },
  ],
  [
    'PARTY_NOT_ALLOWED',
    'the manager of the other side',
    stepOf('MATCHED', 'AMC2', 'INSTRUCT', same),
  ],
  [
    'PARTY_NOT_ALLOWED',
    'the custodian of the other side',
    stepOf('MATCHED', 'CUS2', 'APPROVE', same),
  ],
  ['STEP_NOT_ALLOWED', 'WITHDRAW what is matched', stepOf('MATCHED', 'SEC1', 'WITHDRAW', same)],
  ['STEP_NOT_ALLOWED', 'APPROVE before INSTRUCT', stepOf('MATCHED', 'CUS1', 'APPROVE', same)],
  ['STEP_NOT_ALLOWED', 'SETTLE what is not paid', settling('RESTRICTED', 'SETTLE', same)],
  [
    'TERMS_DIFFER',
    'CONFIRM of other terms',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft) =>
      withCore(draft, { termsHash: '0'.repeat(64) }),
    ),
  ],
  [
    'TERMS_DIFFER',
    'SUBMIT with the hash of other terms',
    () => {
      const world = market();
      const draft = submit(world, termsOf(), propSide('SEC1'));
      return attempt(world, 'SEC1', withCore(draft, { termsHash: '0'.repeat(64) }));
    },
  ],
  [
    'ANSWER_WRONG',
    'CONFIRM of another leaf',
    stepOf('SUBMITTED', 'SEC2', 'CONFIRM', (draft) => withCore(draft, { answers: 'a'.repeat(64) })),
  ],
  [
    'ANSWER_WRONG',
    'SUBMIT that answers',
    () => {
      const world = market();
      const draft = submit(world, termsOf(), propSide('SEC1'));
      return attempt(world, 'SEC1', withCore(draft, { answers: 'a'.repeat(64) }));
    },
  ],
  [
    'ANSWER_WRONG',
    'BOK answers another request',
    settling('PAYMENT_REQUESTED', 'CONFIRM_PAYMENT', (draft) =>
      withCore(draft, { answers: 'a'.repeat(64) }),
    ),
  ],
  ['REVISION_OLD', 'the trade has moved on', oldRevision],
  [
    'REVISION_OLD',
    'no trade is named',
    settling('READY', 'RESTRICT', (draft) => withData(draft, { trades: [] })),
  ],
  [
    'REVISION_OLD',
    'a commitment made with another salt',
    settling('READY', 'RESTRICT', (draft) => ({ ...draft, coreSalt: flipped(draft.coreSalt) })),
  ],
];
