import type { Step } from '@bondledger/domain';
import type { StepHandler } from '../apply/step-context.js';
import { confirmCancel, dropCancel, requestCancel } from './cancel.js';
import { merge, split } from './chain.js';
import { confirm, reject, withdraw } from './confirm.js';
import { approve, decline, instruct } from './fund-steps.js';
import { confirmPayment, confirmRevoked, requestPayment, revokePayment } from './payment.js';
import { expire, fail, release, restrict } from './restrict.js';
import { settle } from './settle.js';
import { submit } from './submit.js';

/**
 * The rules of each step. REGRANT has its place in the formats and is refused before it gets here.
 */
export const HANDLERS: Readonly<Record<Step, StepHandler>> = {
  SUBMIT: submit,
  WITHDRAW: withdraw,
  CONFIRM: confirm,
  REJECT: reject,
  INSTRUCT: instruct,
  APPROVE: approve,
  DECLINE: decline,
  REQUEST_CANCEL: requestCancel,
  CONFIRM_CANCEL: confirmCancel,
  DROP_CANCEL: dropCancel,
  MERGE: merge,
  SPLIT: split,
  RESTRICT: restrict,
  RELEASE: release,
  REQUEST_PAYMENT: requestPayment,
  CONFIRM_PAYMENT: confirmPayment,
  REVOKE_PAYMENT: revokePayment,
  CONFIRM_REVOKED: confirmRevoked,
  SETTLE: settle,
  EXPIRE: expire,
  FAIL: fail,
  REGRANT: () => ({ ok: false, rejection: { code: 'STEP_NOT_OFFERED' } }),
};
