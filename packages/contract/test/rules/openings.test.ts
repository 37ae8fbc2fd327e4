import { describe, expect, it } from 'vitest';
import { createGuard, nodeCrypto, prepare, type TradeOpening } from '../../src/index.js';
import { batchOf, leafOf, type Draft } from '../_kit/batch.js';
import { LEDGER_ID, TOMORROW } from '../_kit/genesis.js';
import { INSTITUTIONS, pairOf } from '../_kit/institution.js';
import { CHAIN, chained, FUNDS, reach, ready } from '../_kit/journey.js';
import { market, moveTo } from '../_kit/market.js';
import { openHolding, setDay } from '../_kit/registry-drafts.js';
import { settlement } from '../_kit/settlement-drafts.js';
import { flipped, withCore, withOpening } from '../_kit/spoil.js';
import { party, propSide, submit, termsOf } from '../_kit/trade-drafts.js';
import { ENVIRONMENT, KTB, type World } from '../_kit/world.js';

const codes = new Set(INSTITUTIONS.map(({ code }) => code));
const guard = createGuard(nodeCrypto, (code) =>
  codes.has(code) && code !== 'KSD' ? pairOf(LEDGER_ID, 'KSD', code) : undefined,
);

type Scene = readonly [name: string, make: () => { world: World; code: string; draft: Draft }];

const ofTrade =
  (state: Parameters<typeof reach>[1], code: string, step: string, options = {}) =>
  () => {
    const world = market();
    const tradeId = reach(world, state, options);
    return { world, code, draft: party(world, code, step, tradeId) };
  };

const ofSettlement =
  (state: Parameters<typeof reach>[1], step: Parameters<typeof settlement>[1]) => () => {
    const world = market();
    const tradeId = reach(world, state);
    if (state === 'READY') moveTo(world, TOMORROW);
    const draft = settlement(world, step, { tradeId });
    return { world, code: draft.core.participant, draft };
  };

const ofChain =
  (...steps: readonly Parameters<typeof settlement>[1][]) =>
  () => {
    const world = market();
    chained(world);
    moveTo(world, TOMORROW);
    for (const step of steps.slice(0, -1)) {
      const draft = settlement(world, step, { chainId: CHAIN });
      world.must(draft.core.participant, draft);
    }
    const draft = settlement(world, steps.at(-1) ?? 'SPLIT', { chainId: CHAIN });
    return { world, code: draft.core.participant, draft };
  };

/** A good step of every kind, ready to be sent. */
const SCENES: readonly Scene[] = [
  [
    'SUBMIT',
    () => {
      const world = market();
      return { world, code: 'SEC1', draft: submit(world, termsOf(), propSide('SEC1')) };
    },
  ],
  ['WITHDRAW', ofTrade('SUBMITTED', 'SEC1', 'WITHDRAW')],
  ['CONFIRM', ofTrade('SUBMITTED', 'SEC2', 'CONFIRM')],
  ['REJECT', ofTrade('SUBMITTED', 'SEC2', 'REJECT')],
  ['INSTRUCT', ofTrade('MATCHED', 'AMC1', 'INSTRUCT', FUNDS)],
  [
    'APPROVE',
    () => {
      const { world, draft } = ofTrade('MATCHED', 'AMC1', 'INSTRUCT', FUNDS)();
      world.must('AMC1', draft);
      const tradeId = draft.core.tradeId ?? '';
      return { world, code: 'CUS1', draft: party(world, 'CUS1', 'APPROVE', tradeId) };
    },
  ],
  ['REQUEST_CANCEL', ofTrade('READY', 'SEC1', 'REQUEST_CANCEL')],
  [
    'MERGE',
    () => {
      const world = market();
      const tradeIds = [ready(world), ready(world, { terms: { seller: 'SEC2', buyer: 'INS1' } })];
      const draft = settlement(world, 'MERGE', { chainId: CHAIN, tradeIds });
      return { world, code: 'KSD', draft };
    },
  ],
  ['SPLIT', ofChain('SPLIT')],
  ['RESTRICT', ofSettlement('READY', 'RESTRICT')],
  ['RESTRICT of a chain', ofChain('RESTRICT')],
  ['RELEASE', ofSettlement('RESTRICTED', 'RELEASE')],
  ['REQUEST_PAYMENT', ofSettlement('RESTRICTED', 'REQUEST_PAYMENT')],
  ['REQUEST_PAYMENT of a chain', ofChain('RESTRICT', 'REQUEST_PAYMENT')],
  ['CONFIRM_PAYMENT', ofSettlement('PAYMENT_REQUESTED', 'CONFIRM_PAYMENT')],
  ['CONFIRM_PAYMENT of a chain', ofChain('RESTRICT', 'REQUEST_PAYMENT', 'CONFIRM_PAYMENT')],
  ['REVOKE_PAYMENT', ofSettlement('PAYMENT_REQUESTED', 'REVOKE_PAYMENT')],
  ['SETTLE', ofSettlement('PAID', 'SETTLE')],
  ['SETTLE of a chain', ofChain('RESTRICT', 'REQUEST_PAYMENT', 'CONFIRM_PAYMENT', 'SETTLE')],
  [
    'EXPIRE',
    () => {
      const world = market();
      const tradeId = reach(world, 'SUBMITTED');
      moveTo(world, TOMORROW, 'CUT_OFF');
      return { world, code: 'KSD', draft: settlement(world, 'EXPIRE', { tradeId }) };
    },
  ],
  [
    'OPEN_HOLDING',
    () => {
      const draft = openHolding({ account: 'SEC1-777', balance: '5', isin: KTB });
      return { world: market(), code: 'KSD', draft };
    },
  ],
];

/** The same draft with one thing of its opening wrong, by the name of that thing. */
function* spoilt(draft: Draft): Generator<readonly [string, Draft]> {
  const { opening } = draft;
  const { trades, holdings = [], chainKey, paymentKey } = opening;
  for (const [at, trade] of trades.entries()) {
    for (const name of ['coreKey', 'sellerKey', 'buyerKey'] as const) {
      const key = trade[name];
      if (key === undefined) continue;
      const put = (value: Uint8Array): TradeOpening[] =>
        trades.map((each, place) => (place === at ? { ...each, [name]: value } : each));
      yield [`${name} of trade ${at}`, withOpening(draft, { trades: put(flipped(key, 31)) })];
      yield [`short ${name}`, withOpening(draft, { trades: put(key.subarray(1)) })];
    }
  }
  for (const [at, holding] of holdings.entries()) {
    const others = [
      { ...holding, key: flipped(holding.key) },
      { ...holding, name: `${holding.name.slice(0, -1)}${holding.name.endsWith('0') ? '1' : '0'}` },
      { ...holding, account: 'SEC2-999' },
      { ...holding, isin: 'KR0000000000' },
    ];
    for (const other of others) {
      const put = holdings.map((each, place) => (place === at ? other : each));
      yield [`holding ${at}`, withOpening(draft, { holdings: put })];
    }
  }
  if (chainKey !== undefined) {
    yield ['chainKey', withOpening(draft, { chainKey: flipped(chainKey) })];
  }
  if (paymentKey !== undefined) {
    yield ['paymentKey', withOpening(draft, { paymentKey: flipped(paymentKey) })];
  }
}

const refusedByGuard = (code: string, draft: Draft): boolean => {
  const transaction = { submissions: [batchOf(code, [draft])], skip: [] };
  return guard.check(prepare(transaction, ENVIRONMENT)).includes(leafOf(draft));
};

describe.each(SCENES)('the opening of %s', (_, make) => {
  const { world, code, draft } = make();

  it('that is right passes the rules and the guard', () => {
    const { batches } = world.simulate([batchOf(code, [draft])]);
    expect(batches[0]?.outcomes[0]).toMatchObject({ status: 'ACCEPTED' });
    expect(refusedByGuard(code, draft)).toBe(false);
  });

  it.each([...spoilt(draft)])('with a wrong %s does not pass both', (_name, wrong) => {
    const before = world.hash();
    const { batches, logged } = world.simulate([batchOf(code, [wrong])]);
    const outcome = batches[0]?.outcomes[0] ?? expect.fail();
    const own = outcome.status === 'ACCEPTED' ? 'ACCEPTED' : outcome.code;
    if (!/^(OPENING_WRONG|PAYMENT_DIFFERS)$/.test(own)) {
      // What is sealed for the first time, what the step does not open, and a holding that is not
      // there: only the guard can tell, and does.
      expect(own).toMatch(/^(ACCEPTED|BALANCE_INSUFFICIENT|RESTRICTION_MISSING)$/);
      expect(refusedByGuard(code, wrong)).toBe(true);
    }
    if (own !== 'ACCEPTED') expect(logged).toBeUndefined();
    expect(world.hash()).toBe(before);
  });
});

describe('the guard', () => {
  const world = market();
  const draft = submit(world, termsOf(), propSide('SEC1'));

  it('refuses a reference that hides behind another identifier', () => {
    const other = submit(world, termsOf(), propSide('SEC1'));
    const { tradeId, opening } = other;
    const hidden = { ...draft, core: { ...draft.core, tradeId }, opening };
    expect(refusedByGuard('SEC1', hidden)).toBe(true);
  });

  it('refuses only leaves: a skipped one is answered, the others are as they were', () => {
    const [first, second] = [draft, submit(world, termsOf(), propSide('SEC1'))];
    const batch = batchOf('SEC1', [first, second]);
    const { batches } = world.simulate([batch], [leafOf(first)]);
    expect(batches[0]?.outcomes).toMatchObject([
      { status: 'REFUSED', code: 'GUARD_REFUSED' },
      { status: 'ACCEPTED', revision: 1 },
    ]);
    const skip = [leafOf(first)];
    const prepared = prepare({ submissions: [batch], skip }, ENVIRONMENT);
    expect(guard.check(prepared)).toEqual([]);
  });

  it('refuses a trade that it would not find: without a grant to the depository', () => {
    const { grants = new Uint8Array(0) } = draft.opening;
    for (const wrong of [new Uint8Array(0), flipped(grants, 0), flipped(grants, 20)]) {
      expect(refusedByGuard('SEC1', withOpening(draft, { grants: wrong }))).toBe(true);
    }
    expect(refusedByGuard('SEC1', draft)).toBe(false);
  });

  it('leaves to the rules what is no trade at all', () => {
    expect(refusedByGuard('KSD', setDay(TOMORROW, 'OPEN'))).toBe(false);
    expect(refusedByGuard('SEC1', withCore(draft, { data: {} }))).toBe(false);
  });

  it('refuses a trade of somebody with whom the depository shares no key', () => {
    const nobody = createGuard(nodeCrypto, () => undefined);
    const prepared = prepare({ submissions: [batchOf('SEC1', [draft])], skip: [] }, ENVIRONMENT);
    expect(nobody.check(prepared)).toEqual([leafOf(draft)]);
  });
});
