import type { Rejection, Step } from '@bondledger/domain';
import type { Json, JsonObject } from '../bytes/canonical.js';
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

type Check = (value: Json) => boolean;

const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const isText: Check = (value) => typeof value === 'string' && value.length <= 64;
const isTexts: Check = (value) =>
  Array.isArray(value) && value.length <= 100 && value.every((entry: Json) => isText(entry));
const isHash: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isSide = oneOf(['seller', 'buyer']);
const isAny: Check = () => true;

const trades = { trades: isTexts };
const payment = { payment: isHash, paymentNo: isText };

/** The members of each step's `data`: all of them, and no other. */
const DATA: Readonly<Record<Step, Readonly<Record<string, Check>>>> = {
  SUBMIT: { terms: isAny },
  WITHDRAW: {},
  CONFIRM: {},
  REJECT: { fields: isTexts, reason: oneOf(REJECT_REASONS) },
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
  REVOKE_PAYMENT: { paymentNo: isText, ...trades },
  CONFIRM_REVOKED: payment,
  SETTLE: trades,
  EXPIRE: trades,
  FAIL: trades,
  REGRANT: { ...trades },
};

/** Is the data of a step what that step carries? FIELD_UNKNOWN, FIELD_MISSING, FIELD_INVALID. */
export function checkData(step: Step, data: JsonObject): Rejection | undefined {
  const members = DATA[step];
  for (const name of Object.keys(members)) {
    if (data[name] === undefined) return { code: 'FIELD_MISSING', params: { field: name } };
  }
  for (const [name, value] of Object.entries(data)) {
    const check = Object.hasOwn(members, name) ? members[name] : undefined;
    if (check === undefined) return { code: 'FIELD_UNKNOWN', params: { field: name } };
    if (value === undefined || !check(value)) {
      return { code: 'FIELD_INVALID', params: { field: name } };
    }
  }
  return undefined;
}

/** The side part carries the side with SUBMIT and CONFIRM, the lots with INSTRUCT, else neither. */
export function checkSidePart(step: Step, part: SidePart): Rejection | undefined {
  const unknown = (field: string): Rejection => ({ code: 'FIELD_UNKNOWN', params: { field } });
  if (part.side !== undefined && step !== 'SUBMIT' && step !== 'CONFIRM') return unknown('account');
  if (part.lots !== undefined && step !== 'INSTRUCT') return unknown('lots');
  return part.holding === undefined ? undefined : unknown('holding');
}
