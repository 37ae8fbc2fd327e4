import { describe, expect, it } from 'vitest';
import {
  afterApprove,
  afterConfirm,
  afterPaymentRequest,
  afterRelease,
  initialSideStatus,
  isCutOffPassed,
  isSettlementDateReached,
  maySettle,
  SIDE_TABLE,
  type SideStep,
} from './choose.js';
import { STATES, type Phase, type SideStatus, type State } from './step.js';
import { STEP_TABLE } from './table.js';

const STATUSES: readonly SideStatus[] = ['NONE', 'OPEN', 'INSTRUCTED', 'APPROVED'];
const SIDE_STEPS: readonly SideStep[] = ['INSTRUCT', 'APPROVE', 'DECLINE'];

const choicesOf = (state: State, step: 'CONFIRM' | 'APPROVE' | 'RELEASE' | 'REQUEST_PAYMENT') => {
  const outcome = STEP_TABLE[state][step];
  return outcome.kind === 'choose' ? [...outcome.states].sort() : [];
};

describe('what the rules choose', () => {
  it.each([
    ['NONE', 'NONE', 'READY'],
    ['OPEN', 'NONE', 'MATCHED'],
    ['NONE', 'OPEN', 'MATCHED'],
    ['OPEN', 'OPEN', 'MATCHED'],
  ] as const)('CONFIRM with sides %s and %s gives %s', (seller, buyer, state) => {
    expect(afterConfirm({ seller, buyer })).toBe(state);
  });

  it('APPROVE makes a trade ready only where no side waits', () => {
    for (const seller of STATUSES) {
      for (const buyer of STATUSES) {
        const waits = [seller, buyer].some((side) => side === 'OPEN' || side === 'INSTRUCTED');
        expect(afterApprove({ seller, buyer })).toBe(waits ? 'MATCHED' : 'READY');
      }
    }
  });

  it('RELEASE goes back to the chain or to READY', () => {
    expect([afterRelease(true), afterRelease(false)]).toEqual(['CHAINED', 'READY']);
  });

  it('REQUEST_PAYMENT with nothing to pay is paid at once', () => {
    expect([afterPaymentRequest(true), afterPaymentRequest(false)]).toEqual([
      'PAID',
      'PAYMENT_REQUESTED',
    ]);
  });

  it('stays within what the table allows to choose', () => {
    const sides = STATUSES.flatMap((seller) => STATUSES.map((buyer) => ({ seller, buyer })));
    expect([...new Set(sides.map(afterConfirm))].sort()).toEqual(choicesOf('SUBMITTED', 'CONFIRM'));
    expect([...new Set(sides.map(afterApprove))].sort()).toEqual(choicesOf('MATCHED', 'APPROVE'));
    expect([true, false].map(afterRelease).sort()).toEqual(choicesOf('RESTRICTED', 'RELEASE'));
    expect([true, false].map(afterPaymentRequest).sort()).toEqual(
      choicesOf('RESTRICTED', 'REQUEST_PAYMENT'),
    );
  });
});

describe('the progress of a side', () => {
  it('starts open for a fund only', () => {
    expect([initialSideStatus(true), initialSideStatus(false)]).toEqual(['OPEN', 'NONE']);
  });

  it('moves by three steps', () => {
    const rows = STATUSES.map((status) =>
      [status, ...SIDE_STEPS.map((step) => SIDE_TABLE[status][step] ?? '.')].join(' '),
    );
    expect(rows).toEqual([
      'NONE . . .',
      'OPEN INSTRUCTED . .',
      'INSTRUCTED . APPROVED OPEN',
      'APPROVED . . .',
    ]);
  });
});

describe('SETTLE', () => {
  it('is taken when paid, and before where all is free of payment', () => {
    expect(STATES.filter((state) => maySettle(state, ['DVP']))).toEqual(['PAID']);
    expect(STATES.filter((state) => maySettle(state, ['FOP', 'DVP']))).toEqual(['PAID']);
    expect(STATES.filter((state) => maySettle(state, ['FOP', 'FOP']))).toEqual([
      'RESTRICTED',
      'PAID',
    ]);
  });
});

describe('the settlement date', () => {
  it.each<[string, Phase, boolean, boolean]>([
    ['2026-09-21', 'CLOSED', false, false],
    ['2026-09-22', 'OPEN', true, false],
    ['2026-09-22', 'CUT_OFF', true, true],
    ['2026-09-22', 'CLOSED', true, true],
    ['2026-09-23', 'OPEN', true, true],
  ])('2026-09-22 seen on %s %s: reached %s, cut off %s', (businessDate, phase, reached, cutOff) => {
    expect(isSettlementDateReached('2026-09-22', businessDate)).toBe(reached);
    expect(isCutOffPassed('2026-09-22', businessDate, phase)).toBe(cutOff);
  });
});
