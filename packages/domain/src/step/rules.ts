import type { Actor, Phase, State, Step } from './step.js';

/** What a step is about: one trade, one side of it, a trade or its whole chain, or a payment. */
export type StepSubject = 'trade' | 'side' | 'chain-or-trade' | 'payment';

/** A step as people name it, and who may take it when. */
export interface StepRule {
  readonly actor: Actor;
  readonly korean: string;
  readonly english: string;
  readonly subject: StepSubject;
  readonly phases: readonly Phase[];
  /** Whether the step can be taken yet; STEP_NOT_OFFERED answers the others. */
  readonly offered: boolean;
}

/** A step of the day's business: not after the cut-off. */
const DAY: readonly Phase[] = ['OPEN'];
/** A step that brings what is under way to an end: after the cut-off too. */
const LATE: readonly Phase[] = ['OPEN', 'CUT_OFF'];

const rule = (
  actor: Actor,
  korean: string,
  english: string,
  subject: StepSubject,
  phases: readonly Phase[],
): StepRule => ({ actor, korean, english, subject, phases, offered: true });

/** Every step's rule. In the phase CLOSED no step of a trade is taken at all. */
export const STEP_RULES: Readonly<Record<Step, StepRule>> = {
  SUBMIT: rule('SELLER', '매매자료 제출', 'Submit', 'trade', DAY),
  WITHDRAW: rule('SELLER', '제출 취소', 'Withdraw', 'trade', DAY),
  CONFIRM: rule('BUYER', '매매자료 확인', 'Confirm', 'trade', DAY),
  REJECT: rule('BUYER', '거부', 'Reject', 'trade', DAY),
  INSTRUCT: rule('ASSET_MANAGER', '운용지시', 'Instruct', 'side', DAY),
  APPROVE: rule('CUSTODIAN', '수탁승인', 'Approve', 'side', DAY),
  DECLINE: rule('CUSTODIAN', '수탁거부', 'Decline', 'side', DAY),
  REQUEST_CANCEL: rule('PARTY', '취소 요청', 'Request cancellation', 'trade', DAY),
  CONFIRM_CANCEL: rule('PARTY', '취소 동의', 'Confirm cancellation', 'trade', DAY),
  DROP_CANCEL: rule('PARTY', '취소 철회', 'Drop cancellation', 'trade', DAY),
  MERGE: rule('KSD', '연쇄거래 병합', 'Merge', 'chain-or-trade', DAY),
  SPLIT: rule('KSD', '연쇄거래 분할', 'Split', 'chain-or-trade', LATE),
  RESTRICT: rule('KSD', '처분제한', 'Restrict', 'chain-or-trade', DAY),
  RELEASE: rule('KSD', '제한 해제', 'Release', 'chain-or-trade', LATE),
  REQUEST_PAYMENT: rule('KSD', '이체요청', 'Request payment', 'chain-or-trade', DAY),
  CONFIRM_PAYMENT: rule('BOK', '이체확인', 'Confirm payment', 'payment', LATE),
  REVOKE_PAYMENT: rule('KSD', '이체요청 취소', 'Revoke payment', 'payment', LATE),
  CONFIRM_REVOKED: rule('BOK', '취소 확인', 'Confirm revocation', 'payment', LATE),
  SETTLE: rule('KSD', '결제완료', 'Settle', 'chain-or-trade', LATE),
  EXPIRE: rule('KSD', '기한 경과', 'Expire', 'trade', LATE),
  FAIL: rule('KSD', '미결제', 'Fail', 'trade', LATE),
  // Keys are not replaced yet, so there is no grant to repair.
  REGRANT: { ...rule('KSD', '열람권 재부여', 'Regrant', 'trade', LATE), offered: false },
};

/** The states as people name them. */
export const STATE_NAMES: Readonly<Record<State, { readonly ko: string; readonly en: string }>> = {
  NONE: { ko: '없음', en: 'None' },
  SUBMITTED: { ko: '제출', en: 'Submitted' },
  MATCHED: { ko: '매매확인', en: 'Matched' },
  READY: { ko: '결제준비', en: 'Ready' },
  CHAINED: { ko: '연쇄병합', en: 'Chained' },
  RESTRICTED: { ko: '처분제한', en: 'Restricted' },
  PAYMENT_REQUESTED: { ko: '이체요청', en: 'Payment requested' },
  PAID: { ko: '이체확인', en: 'Paid' },
  SETTLED: { ko: '결제완료', en: 'Settled' },
  REJECTED: { ko: '거부', en: 'Rejected' },
  CANCELLED: { ko: '취소', en: 'Cancelled' },
  EXPIRED: { ko: '기한경과', en: 'Expired' },
  FAILED: { ko: '미결제', en: 'Failed' },
};

/** Steps that move securities or money: one person makes them, another one checks. */
export const CHECKED_STEPS: ReadonlySet<Step> = new Set<Step>([
  'RESTRICT',
  'REQUEST_PAYMENT',
  'CONFIRM_PAYMENT',
  'SETTLE',
]);
