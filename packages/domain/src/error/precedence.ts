import { ERROR_CODES, type ErrorCode } from './codes.js';
import type { Rejection } from './rejection.js';

const RANKS: ReadonlyMap<ErrorCode, number> = new Map(
  ERROR_CODES.map((code, index) => [code, index]),
);

/** The place of a code in the order of checking; the smaller place is the one answered. */
export const rankOf = (code: ErrorCode): number => RANKS.get(code) ?? ERROR_CODES.length;

/**
 * The rejection to answer where several rules are broken: the first by the order of the codes, and
 * the first given among equals. Nothing is refused where every argument is undefined.
 */
export const firstRejection = (
  ...rejections: readonly (Rejection | undefined)[]
): Rejection | undefined => {
  let first: Rejection | undefined;
  for (const rejection of rejections) {
    if (rejection === undefined) continue;
    if (first === undefined || rankOf(rejection.code) < rankOf(first.code)) first = rejection;
  }
  return first;
};
