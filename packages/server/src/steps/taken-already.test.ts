import { describe, expect, it } from 'vitest';
import type { AcceptedStep, TradeCore } from '@bondledger/contract';
import type { SideName, Step } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';
import { takenAlready } from './taken-already.js';
import type { StepItem } from './step-item.js';

const OWN = { account: 'SECA-1', capacity: 'TRUST' } as const;
const LOTS = [{ faceAmount: '100', fundCode: 'F1' }];

type Taken = readonly [step: Step, side?: SideName];
type Shape = Partial<Pick<TradeCore, 'cancel' | 'payment' | 'sides' | 'state'>>;

/** The outcome of an item where the trade has had these steps, as its seller sees it. */
function askedOf(item: StepItem, steps: readonly Taken[], shape: Shape = {}): string {
  const core: TradeCore = {
    cancel: undefined,
    chainId: undefined,
    payment: undefined,
    revision: steps.length,
    settlementNo: undefined,
    sides: { seller: 'NONE', buyer: 'NONE' },
    state: 'READY',
    steps: steps.map(([step, side], at): AcceptedStep => {
      const taken = [`leaf ${at}`, step, at + 1] as const;
      return side === undefined ? taken : [...taken, side];
    }),
    terms: {
      buyer: 'SECB',
      buyerKeeper: 'SECB',
      faceAmount: '100',
      instrumentType: 'CORPORATE',
      isin: 'KR0000000001',
      reference: 'R-1',
      seller: 'SECA',
      sellerKeeper: 'SECA',
      settlementAmount: '100',
      settlementDate: '2026-06-02',
      settlementMethod: 'DVP',
      tradeDate: '2026-06-01',
      unitPrice: '10000',
    },
    termsHash: '',
    tradeId: 'T-1',
    ...shape,
  };
  const view: TradeView = {
    tradeId: 'T-1',
    keys: { coreKey: new Uint8Array() },
    core,
    seller: { ...OWN, lots: LOTS },
    buyer: OWN,
    height: 1,
  };
  const found = takenAlready(item, {
    participant: 'SECA',
    pairKey: () => undefined,
    book: { trade: () => view, chain: () => undefined, payment: () => undefined },
  });
  return found === undefined ? 'not taken' : `taken as ${found.revision?.toString() ?? ''}`;
}

const cancel: StepItem = {
  step: 'REQUEST_CANCEL',
  item: { tradeId: 'T-1', reason: 'AGREED' },
};
const revoke: StepItem = { step: 'REVOKE_PAYMENT', item: { tradeId: 'T-1' } };
const confirm = (account: string): StepItem => ({
  step: 'CONFIRM',
  item: { tradeId: 'T-1', own: { ...OWN, account } },
});
const instruct = (fundCode: string): StepItem => ({
  step: 'INSTRUCT',
  item: { tradeId: 'T-1', lots: [{ faceAmount: '100', fundCode }] },
});

describe('a step that may have been taken', () => {
  it.each<[what: string, item: StepItem, steps: Taken[], shape: Shape, found: string]>([
    ['its request to cancel stands', cancel, [['REQUEST_CANCEL']], mine('seller'), 'taken as 1'],
    ['the other side asked', cancel, [['REQUEST_CANCEL']], mine('buyer'), 'not taken'],
    ['a restriction dropped it', cancel, [['REQUEST_CANCEL'], ['RESTRICT']], {}, 'not taken'],
    ['a merge dropped it', cancel, [['REQUEST_CANCEL'], ['MERGE']], {}, 'not taken'],
    [
      'a payment is asked back',
      revoke,
      [['REQUEST_PAYMENT'], ['REVOKE_PAYMENT']],
      {},
      'taken as 2',
    ],
    [
      'another payment was asked for since',
      revoke,
      [['REQUEST_PAYMENT'], ['REVOKE_PAYMENT'], ['CONFIRM_REVOKED'], ['REQUEST_PAYMENT']],
      {},
      'not taken',
    ],
    ['its account is the same', confirm('SECA-1'), [['SUBMIT'], ['CONFIRM']], {}, 'taken as 2'],
    ['its account is another one', confirm('SECA-2'), [['SUBMIT'], ['CONFIRM']], {}, 'not taken'],
    ['its lots are the same', instruct('F1'), [['INSTRUCT', 'seller']], {}, 'taken as 1'],
    ['its lots are others', instruct('F2'), [['INSTRUCT', 'seller']], {}, 'not taken'],
    [
      'it was declined',
      instruct('F1'),
      [
        ['INSTRUCT', 'seller'],
        ['DECLINE', 'seller'],
      ],
      {},
      'not taken',
    ],
  ])('is looked for by what it says: %s', (_what, item, steps, shape, found) => {
    expect(askedOf(item, steps, shape)).toBe(found);
  });
});

function mine(by: 'seller' | 'buyer'): Shape {
  return { cancel: { by, leaf: 'leaf 0' } };
}
