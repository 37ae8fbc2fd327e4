import { isPaymentNo, isTermsField, type Rejection, type Step } from '@bondledger/domain';
import type { Json, JsonObject } from '../bytes/canonical.js';
import { checkMembers, type Check } from '../instruction/members.js';
import type { SidePart } from '../instruction/side-part.js';

/** Why a buyer rejects. */
export const REJECT_REASONS = ['TERMS_DIFFER', 'NOT_TRADED', 'DUPLICATE', 'OTHER'] as const;
/** Why a custodian declines. */
export const DECLINE_REASONS = ['UNCLEAR', 'MANDATE', 'NO_SECURITIES', 'NO_CASH', 'OTHER'] as const;
/** Why a side asks to cancel. */
export const CANCEL_REASONS = ['ENTRY_ERROR', 'AGREED', 'OTHER'] as const;

export type RejectReason = (typeof REJECT_REASONS)[number];
export type DeclineReason = (typeof DECLINE_REASONS)[number];
export type CancelReason = (typeof CANCEL_REASONS)[number];

const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);
/** A field of the terms by its name: the sides are not the other party's to know. */
const isName: Check = (value) => typeof value === 'string' && isTermsField(value);
const isNames: Check = (value) =>
  Array.isArray(value) && value.length <= 100 && value.every((entry: Json) => isName(entry));
const isHash: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isSide = oneOf(['seller', 'buyer']);
const isAny: Check = () => true;

const isPayment: Check = (value) => typeof value === 'string' && isPaymentNo(value);
/** More than a chain may hold: that a chain is too long is said by a code of its own. */
const isHashes: Check = (value) =>
  Array.isArray(value) && value.length <= 1000 && value.every((entry: Json) => isHash(entry));

const trades = { trades: isHashes };
const payment = { payment: isHash, paymentNo: isPayment };

/** The members of each step's `data`: all of them, and no other. */
const DATA: Readonly<Record<Step, Readonly<Record<string, Check>>>> = {
  SUBMIT: { terms: isAny },
  WITHDRAW: {},
  CONFIRM: {},
  REJECT: { fields: isNames, reason: oneOf(REJECT_REASONS) },
  INSTRUCT: { side: isSide },
  APPROVE: { side: isSide },
  DECLINE: { reason: oneOf(DECLINE_REASONS), side: isSide },
  REQUEST_CANCEL: { reason: oneOf(CANCEL_REASONS) },
  CONFIRM_CANCEL: {},
  DROP_CANCEL: {},
  MERGE: trades,
  SPLIT: trades,
  RESTRICT: trades,
  RELEASE: trades,
  REQUEST_PAYMENT: { ...payment, ...trades },
  CONFIRM_PAYMENT: payment,
  REVOKE_PAYMENT: { paymentNo: isPayment, ...trades },
  CONFIRM_REVOKED: payment,
  SETTLE: trades,
  EXPIRE: trades,
  FAIL: trades,
  REGRANT: { ...trades },
};

/**
 * Is the data of a step what that step carries? FIELD_MISSING, FIELD_UNKNOWN, FIELD_INVALID.
 * Whoever rejects because terms differ says which: FIELD_MISSING.
 */
export function checkData(step: Step, data: JsonObject): Rejection | undefined {
  const wrong = checkMembers(data, DATA[step]);
  if (wrong !== undefined || step !== 'REJECT') return wrong;
  const { fields, reason } = data;
  const isUnnamed = reason === 'TERMS_DIFFER' && Array.isArray(fields) && fields.length === 0;
  return isUnnamed ? { code: 'FIELD_MISSING', params: { field: 'fields' } } : undefined;
}

/** The side part carries the side with SUBMIT and CONFIRM, the lots with INSTRUCT, else neither. */
export function checkSidePart(step: Step, part: SidePart): Rejection | undefined {
  const refuse = (code: 'FIELD_MISSING' | 'FIELD_UNKNOWN', field: string): Rejection => ({
    code,
    params: { field },
  });
  const takesSide = step === 'SUBMIT' || step === 'CONFIRM';
  if (takesSide && part.side === undefined) return refuse('FIELD_MISSING', 'account');
  if (step === 'INSTRUCT' && part.lots === undefined) return refuse('FIELD_MISSING', 'lots');
  if (!takesSide && part.side !== undefined) return refuse('FIELD_UNKNOWN', 'account');
  if (step !== 'INSTRUCT' && part.lots !== undefined) return refuse('FIELD_UNKNOWN', 'lots');
  return part.holding === undefined ? undefined : refuse('FIELD_UNKNOWN', 'holding');
}
