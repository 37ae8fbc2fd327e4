import { status } from '@grpc/grpc-js';
import { BondledgerError } from '@bondledger/domain';
import { findRefusal, type Refusal } from '../wire/refusal.js';

/** What a failed call looks like, whichever library made it. */
export interface CallFailure {
  /** gRPC status code. */
  readonly code: number;
  /** All texts of the error and its details. */
  readonly text: string;
}

/** What to do about a proposal that was not endorsed. It changed nothing anywhere. */
export type EndorseVerdict =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The network is as it should be, but not at the same height everywhere: once more. */
  | { readonly kind: 'conflict' }
  /** The peer has too much to do: once more, later. */
  | { readonly kind: 'busy' }
  /** A node does not answer: by another peer. */
  | { readonly kind: 'unreachable' }
  /** Nothing that a repetition would change. */
  | { readonly kind: 'failed' };

/** Peers bound their work with plain errors, whose code says nothing: only their text does. */
const BUSY_CODES: ReadonlySet<number> = new Set([status.RESOURCE_EXHAUSTED]);
const BUSY = /too many requests|exceeding concurrency limit/i;
const DIFFERS = /payloads do not match/i;
const UNREACHABLE = new RegExp(
  [
    'failed to find any endorsing peers',
    'no peers available',
    'no combination of peers',
    'no endorsement combination',
    'connection (?:refused|error)',
    'transport',
    'unavailable',
    'deadline',
    'context canceled',
    'error in simulation',
  ].join('|'),
  'i',
);
const UNREACHABLE_CODES: ReadonlySet<number> = new Set([
  status.CANCELLED,
  status.DEADLINE_EXCEEDED,
  status.UNAVAILABLE,
  status.INTERNAL,
]);

/** The table of retries for a proposal. */
export function endorseVerdict({ code, text }: CallFailure): EndorseVerdict {
  const refusal = findRefusal(text);
  if (refusal !== undefined) return { kind: 'refused', refusal };
  if (BUSY.test(text) || BUSY_CODES.has(code)) return { kind: 'busy' };
  if (DIFFERS.test(text)) return { kind: 'conflict' };
  if (UNREACHABLE_CODES.has(code) || UNREACHABLE.test(text)) return { kind: 'unreachable' };
  return { kind: 'failed' };
}

/** An orderer's own words of a transaction that no orderer would take: answers of 400 to 499. */
const REFUSALS = ['BAD_REQUEST', 'FORBIDDEN', 'NOT_FOUND', 'REQUEST_ENTITY_TOO_LARGE'];
const ORDERER_REFUSED = new RegExp(
  `unsuccessful response from orderer: status=(${REFUSALS.join('|')})`,
);

const ABORTED: number = status.ABORTED;

/** Would a transaction that was sent to the orderers be refused however often it came? */
export const isRefusedByOrderers = ({ code, text }: CallFailure): boolean =>
  code === ABORTED && ORDERER_REFUSED.test(text);

/** What to do about an ordered transaction, by its validation code. */
export type CommitVerdict = 'valid' | 'conflict' | 'failed';

const VALID = 0;
/** MVCC_READ_CONFLICT and PHANTOM_READ_CONFLICT: somebody else was quicker. */
const CONFLICTS: ReadonlySet<number> = new Set([11, 12]);

export function commitVerdict(validationCode: number): CommitVerdict {
  if (validationCode === VALID) return 'valid';
  return CONFLICTS.has(validationCode) ? 'conflict' : 'failed';
}

/** The failure in an error of fabric-gateway or gRPC. */
export function failureOf(error: unknown): CallFailure {
  if (!(error instanceof Error)) return { code: status.UNKNOWN, text: String(error) };
  const code = 'code' in error && typeof error.code === 'number' ? error.code : status.UNKNOWN;
  const details: readonly unknown[] =
    'details' in error && Array.isArray(error.details) ? error.details : [];
  const texts = details.map((detail) =>
    typeof detail === 'object' && detail !== null && 'message' in detail
      ? String(detail.message)
      : '',
  );
  return { code, text: [error.message, ...texts].join('\n') };
}

const DETAIL_LENGTH = 200;

/** The words of a failure on one line, as an error's detail. */
export const detailOf = (text: string): string => text.replace(/\s+/g, ' ').slice(0, DETAIL_LENGTH);

/** A peer that did not answer a question, or would not: NODE_SILENT or NODE_REFUSED. */
export function nodeFailure(node: string, error: unknown): BondledgerError {
  const { code, text } = failureOf(error);
  const isSilent = UNREACHABLE_CODES.has(code);
  const params = { node, detail: detailOf(text) };
  return new BondledgerError(
    { code: isSilent ? 'NODE_SILENT' : 'NODE_REFUSED', params },
    { cause: error },
  );
}
