import type { Rejection } from '@bondledger/domain';

/** Where something stands in a file: its first line in CSV, its number in JSON, from 1. */
export interface Place {
  readonly line?: number;
  readonly item?: number;
}

/** What is wrong in a file, and where. */
export interface Fault extends Place {
  readonly rejection: Rejection;
  /** A cell of a CSV line, or a character of a line of JSON; from 1. */
  readonly column?: number;
  /** The name of the column or member. */
  readonly field?: string;
}

/** Something out of a file, and where it stood. */
export interface Placed<T> {
  readonly place: Place;
  readonly value: T;
}

/** A file read: what is good in it, and what is not. */
export interface Reading<T> {
  readonly good: readonly Placed<T>[];
  readonly faults: readonly Fault[];
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
