import { accept, refuse, type Result } from '@bondledger/domain';
import type { RangeQuery } from '../query/range.js';
import type { Transaction } from '../transaction/opening.js';

/**
 * What a shell does for an operation: prepare, keysOf and apply with a transaction, read one ledger
 * key, or read a page of them.
 */
export type OperationPlan =
  | { readonly kind: 'transaction'; readonly transaction: Transaction }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'range'; readonly query: RangeQuery };

/** An operation called by its name: texts as a shell receives them, and for a put what to put. */
export interface OperationCall {
  readonly args: readonly string[];
  /** What a put applies; it travels apart from the arguments, which a shell may log. */
  readonly transaction?: Transaction;
}

/** QUERY_INVALID where the transaction is missing, BATCH_EMPTY where it has no batch. */
export function transactionPlan({ args, transaction }: OperationCall): Result<OperationPlan> {
  if (args.length > 0) return refuse('QUERY_INVALID', { field: 'args' });
  if (transaction === undefined) return refuse('QUERY_INVALID', { field: 'transaction' });
  if (transaction.submissions.length === 0) return refuse('BATCH_EMPTY');
  return accept({ kind: 'transaction', transaction });
}

export const keyPlan = (key: Result<string>): Result<OperationPlan> =>
  key.ok ? accept({ kind: 'key', key: key.value }) : key;

export const rangePlan = (query: Result<RangeQuery>): Result<OperationPlan> =>
  query.ok ? accept({ kind: 'range', query: query.value }) : query;

/** The arguments, if there are at least so many and at most so many. QUERY_INVALID. */
export const argumentsOf = (
  { args }: OperationCall,
  least: number,
  most: number,
): Result<readonly string[]> =>
  args.length >= least && args.length <= most
    ? accept(args)
    : refuse('QUERY_INVALID', { field: 'args' });

/** A page's limit in decimal digits; NaN, which no query takes, where it is something else. */
export const limitOf = (text: string | undefined): number =>
  text !== undefined && /^[1-9][0-9]{0,3}$/.test(text) ? Number.parseInt(text, 10) : NaN;
