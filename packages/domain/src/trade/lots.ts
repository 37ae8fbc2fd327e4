import { rankOf } from '../error/precedence.js';
import { accept, refuse, type Rejection, type Result } from '../error/rejection.js';
import { amount, Form, optional, required, textOf } from './form.js';
import { FUND_CODE } from './parse-side.js';
import type { LotWire } from './side.js';

/** The most lots of one INSTRUCT. */
export const MAX_LOTS = 100;

/** A fund's part of a trade; faceAmount is won. */
export interface Lot {
  readonly faceAmount: bigint;
  readonly fundCode: string;
  readonly orderNo?: string;
}

const ORDER_NO = /^[A-Za-z0-9._/-]{1,40}$/;

const LOT_FORM = new Form<LotWire>({
  faceAmount: required(amount),
  fundCode: required(textOf(FUND_CODE)),
  orderNo: optional(textOf(ORDER_NO)),
});

const parseLot = (value: unknown, path: string): Result<Lot> => {
  const lot = LOT_FORM.read(value, path, `${path}.`);
  if (!lot.ok) return lot;
  const { faceAmount, fundCode } = lot.value;
  const orderNo = Object.hasOwn(lot.value, 'orderNo') ? lot.value.orderNo : undefined;
  return accept({
    faceAmount: BigInt(faceAmount),
    fundCode,
    ...(orderNo === undefined ? {} : { orderNo }),
  });
};

/**
 * Reads the lots of an INSTRUCT from parsed JSON: 1 to 100 of them.
 *
 * Codes, each with the field, such as `lots[0].faceAmount`: FIELD_MISSING, FIELD_UNKNOWN,
 * FIELD_INVALID, AMOUNT_INVALID.
 */
export const parseLots = (value: unknown): Result<readonly Lot[]> => {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_LOTS) {
    return refuse('FIELD_INVALID', { field: 'lots' });
  }
  const items: readonly unknown[] = value;
  const lots: Lot[] = [];
  let wrong: Rejection | undefined;
  for (const [index, item] of items.entries()) {
    const lot = parseLot(item, `lots[${index}]`);
    if (lot.ok) lots.push(lot.value);
    else if (wrong === undefined || rankOf(lot.rejection.code) < rankOf(wrong.code)) {
      wrong = lot.rejection;
    }
  }
  return wrong === undefined ? accept(lots) : { ok: false, rejection: wrong };
};

/** The wire form of lots, the members of each in the canonical order. */
export const encodeLots = (lots: readonly Lot[]): readonly LotWire[] =>
  lots.map((lot) => ({
    faceAmount: lot.faceAmount.toString(),
    fundCode: lot.fundCode,
    ...(lot.orderNo === undefined ? {} : { orderNo: lot.orderNo }),
  }));

/** LOTS_SUM_WRONG unless the lots add up to the face amount of the trade. */
export const checkLots = (lots: readonly Lot[], faceAmount: bigint): Rejection | undefined => {
  let sum = 0n;
  for (const lot of lots) sum += lot.faceAmount;
  return sum === faceAmount ? undefined : refuse('LOTS_SUM_WRONG').rejection;
};
