import {
  isPaymentNo,
  refuse,
  type CashLeg,
  type InstitutionCode,
  type PaymentNo,
  type Rejection,
} from '@bondledger/domain';

/** What moves as a whole or not at all: a minus sign pays, and the legs add up to zero. */
export interface PaymentGroup {
  readonly paymentNo: PaymentNo;
  readonly legs: readonly CashLeg[];
}

/** What the central bank says of a payment, once and for ever. */
export type WireResult = 'PAID' | 'REVOKED';

/** A result, or that the payment waits for money, or that its number was never heard. */
export type WireStatus = WireResult | 'QUEUED' | 'UNKNOWN';

/** An answer as it is delivered: with the legs that moved, or none where the payment is revoked. */
export interface WireAnswer {
  readonly paymentNo: PaymentNo;
  readonly result: WireResult;
  readonly legs: readonly CashLeg[];
}

const byInstitution = (a: CashLeg, b: CashLeg): number =>
  a.institution < b.institution ? -1 : a.institution > b.institution ? 1 : 0;

/** The legs in one order, so that equal groups are equal whatever order they came in. */
export const normalLegs = (legs: readonly CashLeg[]): readonly CashLeg[] =>
  legs.map(({ institution, amount }) => ({ institution, amount })).sort(byInstitution);

export const sameLegs = (a: readonly CashLeg[], b: readonly CashLeg[]): boolean =>
  a.length === b.length &&
  a.every((leg, index) => {
    const other = b[index];
    return leg.institution === other?.institution && leg.amount === other.amount;
  });

/**
 * Whether a group can be taken at all: PAYMENT_NUMBER_WRONG, PARTICIPANT_UNKNOWN where an
 * institution has no account, AMOUNT_INVALID where a leg is zero, an institution stands twice, or
 * the legs do not add up to zero.
 */
export const checkGroup = (
  group: PaymentGroup,
  hasAccount: (institution: InstitutionCode) => boolean,
): Rejection | undefined => {
  if (!isPaymentNo(group.paymentNo)) return refuse('PAYMENT_NUMBER_WRONG').rejection;
  const seen = new Set<InstitutionCode>();
  let sum = 0n;
  for (const { institution, amount } of group.legs) {
    if (!hasAccount(institution)) {
      return refuse('PARTICIPANT_UNKNOWN', { participant: institution }).rejection;
    }
    if (amount === 0n || seen.has(institution)) {
      return refuse('AMOUNT_INVALID', { field: 'legs' }).rejection;
    }
    seen.add(institution);
    sum += amount;
  }
  const isBalanced = group.legs.length > 0 && sum === 0n;
  return isBalanced ? undefined : refuse('AMOUNT_INVALID', { field: 'legs' }).rejection;
};
