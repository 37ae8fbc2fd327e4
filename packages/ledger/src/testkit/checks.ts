import assert from 'node:assert/strict';
import type { Submission } from '@bondledger/contract';
import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import type { Ledger, TransactionOutcome } from '../port/ledger.js';
import type { SampleMarket } from './sample-market.js';

/** Registers one test, on a ledger and a market of its own. */
export type On = (
  name: string,
  body: (ledger: Ledger, market: SampleMarket) => Promise<void>,
) => void;

/** Sends batches as one transaction. */
export const send = (
  ledger: Ledger,
  ...submissions: readonly Submission[]
): Promise<TransactionOutcome> => ledger.submit({ submissions, skip: [] });

/** ACCEPTED or the code, for each instruction of each batch. */
export const statusesOf = ({ batches }: TransactionOutcome): readonly (readonly string[])[] =>
  batches.map(({ outcomes }) =>
    outcomes.map((each) => (each.status === 'ACCEPTED' ? each.status : each.code)),
  );

/** The code with which something is refused; fails where it is not. */
export async function codeOf(promise: Promise<unknown>): Promise<ErrorCode> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof BondledgerError) return error.code;
    throw error;
  }
  return assert.fail('it was not refused');
}
