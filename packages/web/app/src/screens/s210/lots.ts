import { parseWon } from '../../text/format.js';
import type { Lot } from '@bondledger/sdk/api';

/** One fund's share as it is typed. */
export interface LotDraft {
  readonly fundCode: string;
  readonly amount: string;
  readonly orderNo: string;
}

export const NO_LOT: LotDraft = { fundCode: '', amount: '', orderNo: '' };

export const FUND_CODE = /^[A-Za-z0-9]{1,12}$/;
export const ORDER_NO = /^[A-Za-z0-9._/-]{1,40}$/;

export const isBlank = ({ fundCode, amount }: LotDraft): boolean =>
  fundCode.trim() === '' && amount.trim() === '';

export const draftsOf = (lots: readonly Lot[]): readonly LotDraft[] =>
  lots.map(({ fundCode, faceAmount, orderNo }) => ({
    fundCode,
    amount: faceAmount,
    orderNo: orderNo ?? '',
  }));

const isOrderNo = (text: string): boolean => text.trim() === '' || ORDER_NO.test(text.trim());

/** What the lots add up to; what is no amount counts nothing. */
export const sumOfDrafts = (drafts: readonly LotDraft[]): bigint =>
  drafts.reduce((sum, { amount }) => sum + (parseWon(amount) ?? 0n), 0n);

/** The lots, where every one is whole and they add up to the face amount. */
export function lotsOf(drafts: readonly LotDraft[], faceAmount: string): Lot[] | undefined {
  const filled = drafts.filter((draft) => !isBlank(draft));
  const lots: Lot[] = [];
  for (const { fundCode, amount, orderNo } of filled) {
    const won = parseWon(amount);
    const code = fundCode.trim().toUpperCase();
    const isCode = FUND_CODE.test(code) && isOrderNo(orderNo);
    if (won === undefined || won === 0n || !isCode) return undefined;
    lots.push({
      fundCode: code,
      faceAmount: won.toString(),
      ...(orderNo.trim() === '' ? {} : { orderNo: orderNo.trim() }),
    });
  }
  return lots.length > 0 && sumOfDrafts(filled) === BigInt(faceAmount) ? lots : undefined;
}

/** Titles, where more lines follow: no figure stands where the amounts are. */
const isTitles = ({ amount }: LotDraft, at: number, all: readonly LotDraft[]): boolean =>
  at === 0 && all.length > 1 && !/\d/.test(amount);

/** A pasted table: fund, face amount, order number; with its titles or without. */
export const draftsOfTable = (table: readonly (readonly string[])[]): readonly LotDraft[] =>
  table
    .map(([fundCode = '', amount = '', orderNo = '']) => ({ fundCode, amount, orderNo }))
    .filter((draft) => !isBlank(draft))
    .filter((draft, at, all) => !isTitles(draft, at, all));
