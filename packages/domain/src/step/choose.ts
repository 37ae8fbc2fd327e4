import type { IsoDate, SettlementMethod } from '../trade/terms.js';
import type { Phase, SideStatus, State } from './step.js';

/** The progress of both sides of a trade. */
export interface Sides {
  readonly seller: SideStatus;
  readonly buyer: SideStatus;
}

/** The steps that move a side, not the trade. */
export type SideStep = 'INSTRUCT' | 'APPROVE' | 'DECLINE';

/** What each of these steps makes of a side; null where it is refused with STEP_NOT_ALLOWED. */
export const SIDE_TABLE: Readonly<
  Record<SideStatus, Readonly<Record<SideStep, SideStatus | null>>>
> = {
  NONE: { INSTRUCT: null, APPROVE: null, DECLINE: null },
  OPEN: { INSTRUCT: 'INSTRUCTED', APPROVE: null, DECLINE: null },
  INSTRUCTED: { INSTRUCT: null, APPROVE: 'APPROVED', DECLINE: 'OPEN' },
  APPROVED: { INSTRUCT: null, APPROVE: null, DECLINE: null },
};

const isDone = (status: SideStatus): boolean => status === 'NONE' || status === 'APPROVED';

const readiness = (sides: Sides): 'MATCHED' | 'READY' =>
  isDone(sides.seller) && isDone(sides.buyer) ? 'READY' : 'MATCHED';

/** The progress with which a side starts: OPEN for a fund, NONE for any other. */
export const initialSideStatus = (isFund: boolean): SideStatus => (isFund ? 'OPEN' : 'NONE');

/** After CONFIRM: READY where no side is a fund, else MATCHED. */
export const afterConfirm = (sides: Sides): 'MATCHED' | 'READY' => readiness(sides);

/** After APPROVE, with the approval counted in: READY where no side waits for another. */
export const afterApprove = (sides: Sides): 'MATCHED' | 'READY' => readiness(sides);

/** After RELEASE: a trade goes back to where it was restricted from. */
export const afterRelease = (isInChain: boolean): 'READY' | 'CHAINED' =>
  isInChain ? 'CHAINED' : 'READY';

/** After REQUEST_PAYMENT: where every leg nets to zero, there is nothing to pay. */
export const afterPaymentRequest = (isNetZero: boolean): 'PAYMENT_REQUESTED' | 'PAID' =>
  isNetZero ? 'PAID' : 'PAYMENT_REQUESTED';

/** Whether a trade or chain settles with no payment: every trade of it is free of payment. */
export const isFreeOfPayment = (methods: readonly SettlementMethod[]): boolean =>
  methods.every((method) => method === 'FOP');

/** Whether SETTLE may be taken: PAID always, RESTRICTED where no payment is due. */
export const maySettle = (state: State, methods: readonly SettlementMethod[]): boolean =>
  state === 'PAID' || (state === 'RESTRICTED' && isFreeOfPayment(methods));

/** Whether the settlement date has come, as RESTRICT asks. */
export const isSettlementDateReached = (settlementDate: IsoDate, businessDate: IsoDate): boolean =>
  settlementDate <= businessDate;

/** Whether the cut-off of the settlement date has passed, as EXPIRE and FAIL ask. */
export const isCutOffPassed = (
  settlementDate: IsoDate,
  businessDate: IsoDate,
  phase: Phase,
): boolean =>
  settlementDate < businessDate || (settlementDate === businessDate && phase !== 'OPEN');
