import type { Session } from '@bondledger/sdk/api';
import { STEP_TABLE } from '@bondledger/domain';
import { describe, expect, it } from 'vitest';
import type { SettleRow } from './settle-rows.js';
import { isInPhase, offersOf, SETTLE_TABS, settleBody, TAB_STATES } from './settle-steps.js';

const session = (role: 'DEPOSITORY' | 'CENTRAL_BANK'): Pick<Session, 'institutionRoles'> => ({
  institutionRoles: [role],
});
const row = (more: Partial<SettleRow>): SettleRow =>
  ({ tradeId: 't', settlementMethod: 'DVP', late: true, ...more }) as SettleRow;

describe('the steps of 320', () => {
  it.each(SETTLE_TABS)('the rules allow what the tab %s offers', (tab) => {
    for (const role of ['DEPOSITORY', 'CENTRAL_BANK'] as const) {
      for (const { step, fits } of offersOf(session(role), tab)) {
        const fitting = TAB_STATES[tab].filter((state) =>
          (['DVP', 'FOP'] as const).some((settlementMethod) =>
            fits(row({ state, settlementMethod, paymentNo: 'p' })),
          ),
        );
        expect(fitting.length, step).toBeGreaterThan(0);
        for (const state of fitting) expect(STEP_TABLE[state][step].kind).not.toBe('refuse');
      }
    }
  });

  it('a payment is not asked for where nothing is paid', () => {
    const [request, settle] = offersOf(session('DEPOSITORY'), 'request');
    const free = row({ state: 'RESTRICTED', settlementMethod: 'FOP' });
    expect([request?.fits(free), settle?.fits(free)]).toEqual([false, true]);
  });

  it('names the chain where there is one, and the payment to the central bank', () => {
    const rows = [row({ tradeId: 'a' }), row({ tradeId: 'b', chainId: 'C', paymentNo: 'C-1' })];
    expect(settleBody('RESTRICT', rows)).toEqual({
      step: 'RESTRICT',
      items: [{ tradeId: 'a' }, { chainId: 'C' }],
    });
    expect(settleBody('CONFIRM_PAYMENT', rows.slice(1))).toEqual({
      step: 'CONFIRM_PAYMENT',
      items: [{ paymentNo: 'C-1' }],
    });
  });

  it('knows what may still be done after the cut-off', () => {
    expect([isInPhase('RESTRICT', 'CUT_OFF'), isInPhase('SETTLE', 'CUT_OFF')]).toEqual([
      false,
      true,
    ]);
  });
});
