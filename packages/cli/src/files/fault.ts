import type { Rejection } from '@bondledger/domain';

/** What is wrong in a file, and where. */
export interface Fault {
  readonly rejection: Rejection;
  /** Counted from 1; absent where all of the file is meant. */
  readonly line?: number;
  readonly column?: number;
  /** The name of the column or member. */
  readonly field?: string;
}

/** A file read: what is good in it, and what is not. */
export interface Reading<T> {
  readonly good: readonly Placed<T>[];
  readonly faults: readonly Fault[];
}

/** Something out of a file, and the line on which it begins. */
export interface Placed<T> {
  readonly line: number;
  readonly value: T;
}

/** A fault with the place in the words of its sentence, too. */
export const faultAt = (
  code: Rejection['code'],
  place: { readonly line: number; readonly column: number },
  field?: string,
): Fault => {
  const where = { line: place.line.toString(), column: place.column.toString() };
  const params = field === undefined ? where : { ...where, field };
  return { rejection: { code, params }, ...place, ...(field === undefined ? {} : { field }) };
};
