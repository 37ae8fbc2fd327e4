import { accept, refuse, type Result } from '../error/rejection.js';

/** The most digits of a single amount: below a quintillion won. */
export const MAX_AMOUNT_DIGITS = 18;
/** The most digits of a sum of amounts, such as a balance or a cash leg. */
export const MAX_SUM_DIGITS = 24;
/** The face that a unit price is quoted for, in won. */
export const PRICE_UNIT = 10_000n;

const AMOUNT = /^[1-9][0-9]{0,17}$/;
const BALANCE = /^(?:0|[1-9][0-9]{0,23})$/;
const SIGNED = /^(?:0|-?[1-9][0-9]{0,23})$/;

const invalid = (field: string | undefined): ReturnType<typeof refuse> =>
  refuse('AMOUNT_INVALID', field === undefined ? undefined : { field });

/** Whether a text is an amount as the wire writes it: 1 to 18 digits, positive, canonical. */
export const isAmount = (text: string): boolean => AMOUNT.test(text);

/**
 * Reads a positive amount. Only the canonical form is taken, without sign, leading zero, point,
 * exponent or space, so that equal amounts are equal texts and no reader can round one.
 *
 * @param field the field to name in AMOUNT_INVALID
 */
export const parseAmount = (text: string, field?: string): Result<bigint> =>
  AMOUNT.test(text) ? accept(BigInt(text)) : invalid(field);

/** Reads a balance: zero or more, up to 24 digits. AMOUNT_INVALID otherwise. */
export const parseBalance = (text: string, field?: string): Result<bigint> =>
  BALANCE.test(text) ? accept(BigInt(text)) : invalid(field);

/** Reads a cash leg, where a minus sign means that the institution pays. Else AMOUNT_INVALID. */
export const parseSigned = (text: string, field?: string): Result<bigint> =>
  SIGNED.test(text) ? accept(BigInt(text)) : invalid(field);

/** An amount, balance or cash leg as the wire writes it. */
export const formatAmount = (amount: bigint): string => amount.toString();

/**
 * The settlement amount in won: face / 10,000 x unit price. Exact where the face is a multiple of
 * 10,000 won; otherwise what is below one won is dropped.
 */
export const settlementAmountOf = (faceAmount: bigint, unitPrice: bigint): bigint =>
  (faceAmount * unitPrice) / PRICE_UNIT;
