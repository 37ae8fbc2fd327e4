import type { RouteInput, Session } from '@bondledger/sdk/api';
import { STEP_RULES, type Phase, type State, type Step } from '@bondledger/domain';
import type { Action } from '../../steps/action-bar.js';
import type { SettleRow } from './settle-rows.js';

/** The tabs of 320, and what is done in each. */

export const SETTLE_TABS = ['restrict', 'request', 'confirm', 'settle'] as const;
export type SettleTab = (typeof SETTLE_TABS)[number];

export const TAB_STATES: Readonly<Record<SettleTab, readonly State[]>> = {
  restrict: ['READY', 'CHAINED'],
  request: ['RESTRICTED'],
  confirm: ['PAYMENT_REQUESTED'],
  settle: ['PAID', 'SETTLED'],
};

type SettleStep = Extract<
  Step,
  | 'RESTRICT'
  | 'RELEASE'
  | 'REQUEST_PAYMENT'
  | 'CONFIRM_PAYMENT'
  | 'REVOKE_PAYMENT'
  | 'CONFIRM_REVOKED'
  | 'SETTLE'
  | 'FAIL'
>;

/** A step that a tab offers, and the rows that it can be taken on. */
export interface Offer {
  readonly step: SettleStep;
  readonly key?: NonNullable<Action['key']>;
  readonly tone?: 'go' | 'stop';
  readonly fits: (row: SettleRow) => boolean;
}

const isFop = (row: SettleRow): boolean => row.settlementMethod === 'FOP';
const isIn =
  (...states: readonly State[]) =>
  (row: SettleRow): boolean =>
    states.includes(row.state);
const isFreeRestricted = (row: SettleRow): boolean => row.state === 'RESTRICTED' && isFop(row);

const KSD_OFFERS: Readonly<Record<SettleTab, readonly Offer[]>> = {
  restrict: [
    { step: 'RESTRICT', key: 'act', tone: 'go', fits: isIn('READY', 'CHAINED') },
    {
      step: 'FAIL',
      tone: 'stop',
      fits: (row) => row.late && row.state === 'READY' && row.chainId === undefined,
    },
  ],
  request: [
    {
      step: 'REQUEST_PAYMENT',
      key: 'act',
      tone: 'go',
      fits: (row) => row.state === 'RESTRICTED' && !isFop(row),
    },
    { step: 'SETTLE', fits: isFreeRestricted },
    { step: 'RELEASE', fits: isIn('RESTRICTED') },
    {
      step: 'FAIL',
      tone: 'stop',
      fits: (row) => row.late && row.state === 'RESTRICTED' && row.chainId === undefined,
    },
  ],
  confirm: [{ step: 'REVOKE_PAYMENT', tone: 'stop', fits: isIn('PAYMENT_REQUESTED') }],
  settle: [{ step: 'SETTLE', key: 'act', tone: 'go', fits: isIn('PAID') }],
};

const hasPayment = (row: SettleRow): boolean =>
  row.state === 'PAYMENT_REQUESTED' && row.paymentNo !== undefined;

const BOK_OFFERS: Readonly<Record<SettleTab, readonly Offer[]>> = {
  restrict: [],
  request: [],
  confirm: [
    { step: 'CONFIRM_PAYMENT', key: 'act', tone: 'go', fits: hasPayment },
    { step: 'CONFIRM_REVOKED', key: 'reject', tone: 'stop', fits: hasPayment },
  ],
  settle: [],
};

type Roles = Pick<Session, 'institutionRoles'>;

export const isCentralBank = ({ institutionRoles }: Roles): boolean =>
  institutionRoles.includes('CENTRAL_BANK');

export const offersOf = (session: Roles, tab: SettleTab): readonly Offer[] =>
  (isCentralBank(session) ? BOK_OFFERS : KSD_OFFERS)[tab];

export const isInPhase = (step: Step, phase: Phase): boolean =>
  STEP_RULES[step].phases.includes(phase);

const subjectOf = (row: SettleRow): { chainId: string } | { tradeId: string } =>
  row.chainId === undefined ? { tradeId: row.tradeId } : { chainId: row.chainId };

/** The request that takes a step on rows. */
export function settleBody(
  step: SettleStep,
  rows: readonly SettleRow[],
): RouteInput<'takeSteps'>['body'] {
  switch (step) {
    case 'CONFIRM_PAYMENT':
    case 'CONFIRM_REVOKED':
      return { step, items: rows.map(({ paymentNo = '' }) => ({ paymentNo })) };
    case 'FAIL':
      return { step, items: rows.map(({ tradeId }) => ({ tradeId })) };
    case 'RESTRICT':
    case 'RELEASE':
    case 'REQUEST_PAYMENT':
    case 'REVOKE_PAYMENT':
    case 'SETTLE':
      return { step, items: rows.map(subjectOf) };
  }
}
