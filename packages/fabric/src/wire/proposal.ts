import type { Transaction } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { TRANSACTION_FIELD, type FunctionName } from './operations.js';
import { encodeTransactionInput } from './transaction-input.js';
import { exceededBy, isTooLong, tooLarge } from './transaction-size.js';

/** What a client asks the chaincode for. */
export interface ProposedCall {
  readonly functionName: FunctionName;
  /** Part of the transaction: every peer keeps it for ever. */
  readonly args: readonly string[];
  /** Seen by the endorsing peers only. */
  readonly transient: Readonly<Record<string, Uint8Array>>;
}

/** Dates, numbers, trade identifiers and bookmarks of trades: nothing that says something. */
const HARMLESS = /^(?:\d{4}-\d{2}-\d{2}|\d{1,4}|(?:trade\/)?\d{8}-[0-9A-Z]{26}|[0-9A-Z]{26}|)$/;

/**
 * The call that brings a transaction: all of it in the transient field.
 *
 * @throws BondledgerError BATCH_TOO_LARGE
 */
export function transactionCall(transaction: Transaction): ProposedCall {
  const limit = exceededBy(transaction);
  if (limit !== undefined) throw tooLarge(limit);
  const input = encodeTransactionInput(transaction);
  if (isTooLong(input)) throw tooLarge();
  const functionName = isSingle(transaction) ? 'putTradeInfo' : 'putTradeInfoList';
  return { functionName, args: [], transient: { [TRANSACTION_FIELD]: input } };
}

const isSingle = ({ submissions: [first, ...others] }: Transaction): boolean =>
  others.length === 0 && first?.batch.instructions.length === 1;

/**
 * The last look before a proposal leaves: arguments stay in the blocks of every peer for ever, so
 * a write has none, and a query has identifiers only.
 *
 * @throws BondledgerError PROPOSAL_IN_CLEAR
 */
export function refusePlaintext(call: ProposedCall): ProposedCall {
  const { functionName, args } = call;
  const isQuery = functionName !== 'putTradeInfo' && functionName !== 'putTradeInfoList';
  if (isQuery ? args.every((arg) => HARMLESS.test(arg)) : args.length === 0) return call;
  throw new BondledgerError({ code: 'PROPOSAL_IN_CLEAR', params: { operation: functionName } });
}
