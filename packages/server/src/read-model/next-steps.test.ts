import { describe, expect, it } from 'vitest';
import { BOK, KSD, STATES, STEP_TABLE, STEPS } from '@bondledger/domain';
import { bitsInPhase, isTimeFor, stepBit, stepsOf, waitsOf, type StepFacts } from './next-steps.js';

const facts = (core: Partial<StepFacts['core']>, more: Partial<StepFacts> = {}): StepFacts => ({
  core: {
    state: 'SUBMITTED',
    sides: { seller: 'NONE', buyer: 'NONE' },
    terms: { seller: 'SELL', buyer: 'BUY', settlementMethod: 'DVP' },
    ...core,
  },
  ...more,
});
const FUND = { code: 'F', assetManager: 'AM', custodian: 'CU' };
const lines = (given: StepFacts, asker = KSD): readonly string[] =>
  stepsOf(given, asker).map(({ step, side = '-', by = '?', leadsOn }) =>
    [step, side, by, leadsOn ? 'on' : 'out'].join(' '),
  );
const FOP = { seller: 'SELL', buyer: 'BUY', settlementMethod: 'FOP' } as const;
const PAYMENT = { paymentNo: 'P-1', attempt: 1, leaf: '' };

describe('the steps that may be taken', () => {
  it.each<[string, StepFacts, readonly string[]]>([
    [
      'a submitted trade',
      facts({}),
      ['WITHDRAW - SELL out', 'CONFIRM - BUY on', 'REJECT - BUY out', 'EXPIRE - KSD out'],
    ],
    [
      'a fund whose manager is seen, and one whose is not',
      facts(
        { state: 'MATCHED', sides: { seller: 'OPEN', buyer: 'INSTRUCTED' } },
        { seller: { fund: FUND } },
      ),
      [
        'INSTRUCT seller AM on',
        'APPROVE buyer ? on',
        'DECLINE buyer ? out',
        'REQUEST_CANCEL - SELL out',
        'REQUEST_CANCEL - BUY out',
        'EXPIRE - KSD out',
      ],
    ],
    [
      'a trade that its buyer asks to cancel',
      facts({ state: 'READY', cancel: { by: 'buyer', leaf: '' } }),
      [
        'CONFIRM_CANCEL - SELL out',
        'DROP_CANCEL - BUY out',
        'MERGE - KSD out',
        'RESTRICT - KSD on',
        'FAIL - KSD out',
      ],
    ],
    [
      'a chain',
      facts({ state: 'CHAINED', chainId: 'C' }),
      ['SPLIT - KSD out', 'RESTRICT - KSD on'],
    ],
    [
      'a restricted trade',
      facts({ state: 'RESTRICTED' }),
      ['RELEASE - KSD out', 'REQUEST_PAYMENT - KSD on', 'FAIL - KSD out'],
    ],
    [
      'a restricted trade that is free of payment',
      facts({ state: 'RESTRICTED', terms: FOP }),
      ['RELEASE - KSD out', 'SETTLE - KSD on', 'FAIL - KSD out'],
    ],
    [
      'a restricted chain that is wholly free of payment',
      facts({ state: 'RESTRICTED', chainId: 'C', terms: FOP }, { chainMethods: ['FOP', 'FOP'] }),
      ['RELEASE - KSD out', 'SETTLE - KSD on'],
    ],
    [
      'a trade free of payment in a restricted chain that is not',
      facts({ state: 'RESTRICTED', chainId: 'C', terms: FOP }, { chainMethods: ['FOP', 'DVP'] }),
      ['RELEASE - KSD out', 'REQUEST_PAYMENT - KSD on'],
    ],
    [
      'a trade free of payment in a restricted chain whose others are not seen',
      facts({ state: 'RESTRICTED', chainId: 'C', terms: FOP }),
      ['RELEASE - KSD out', 'REQUEST_PAYMENT - KSD on', 'SETTLE - KSD on'],
    ],
    [
      'a trade against payment in a restricted chain whose others are not seen',
      facts({ state: 'RESTRICTED', chainId: 'C' }),
      ['RELEASE - KSD out', 'REQUEST_PAYMENT - KSD on'],
    ],
    [
      'a requested payment',
      facts({ state: 'PAYMENT_REQUESTED', payment: PAYMENT }),
      ['CONFIRM_PAYMENT - BOK on', 'REVOKE_PAYMENT - KSD out'],
    ],
    [
      'a payment that was asked back',
      facts({ state: 'PAYMENT_REQUESTED', payment: { ...PAYMENT, askedBack: true } }),
      ['CONFIRM_PAYMENT - BOK on', 'CONFIRM_REVOKED - BOK out'],
    ],
    ['a paid trade', facts({ state: 'PAID' }), ['SETTLE - KSD on']],
    ['a settled trade', facts({ state: 'SETTLED' }), []],
  ])('of %s', (_, given, expected) => {
    expect(lines(given)).toEqual(expected);
  });

  it('are never one that the table of steps refuses', () => {
    for (const state of STATES) {
      for (const { step } of stepsOf(facts({ state }), BOK)) {
        expect(STEP_TABLE[state][step].kind).not.toBe('refuse');
      }
    }
  });

  it('wait for whoever takes them, and for nobody else', () => {
    const waiting = (asker: string): number => waitsOf(stepsOf(facts({}), asker));
    expect(waiting('BUY')).toBe(stepBit('CONFIRM'));
    expect([waiting('SELL'), waiting(KSD), waiting('OTHER')]).toEqual([0, 0, 0]);
  });
});

describe('the time for a step', () => {
  it.each([
    ['CONFIRM', '2026-09-22', 'OPEN', true],
    ['CONFIRM', '2026-09-22', 'CUT_OFF', false],
    ['RESTRICT', '2026-09-21', 'OPEN', false],
    ['RESTRICT', '2026-09-22', 'OPEN', true],
    ['SETTLE', '2026-09-22', 'CUT_OFF', true],
    ['SETTLE', '2026-09-22', 'CLOSED', false],
    ['FAIL', '2026-09-22', 'OPEN', false],
    ['FAIL', '2026-09-22', 'CUT_OFF', true],
    ['EXPIRE', '2026-09-23', 'OPEN', true],
  ] as const)('%s of a trade for 2026-09-22, on %s in %s: %s', (step, businessDate, phase, is) => {
    expect(isTimeFor(step, '2026-09-22', { businessDate, phase })).toBe(is);
  });

  it('is never on a closed day', () => {
    expect(bitsInPhase('CLOSED')).toBe(0);
    expect(STEPS.every((step) => (bitsInPhase('OPEN') & stepBit(step)) !== 0)).toBe(true);
  });
});
