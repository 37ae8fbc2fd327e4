import type { ErrorCode } from './codes.js';

/** Why something was refused: one stable code, and the words that its sentences name. */
export interface Rejection {
  readonly code: ErrorCode;
  /** Identifiers, field names and limits only; never a value of a trade. */
  readonly params?: Readonly<Record<string, string>>;
}

/** A value, or the one reason why there is none. Expected failures are values inside the rules. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly rejection: Rejection };

/** The result of what went well. */
export const accept = <T>(value: T): Result<T> => ({ ok: true, value });

/** A refusal as a result. @param params words for its sentence, by their names there */
export const refuse = (
  code: ErrorCode,
  params?: Readonly<Record<string, string>>,
): { readonly ok: false; readonly rejection: Rejection } => ({
  ok: false,
  rejection: params === undefined ? { code } : { code, params },
});
