import { BondledgerError, sentenceOf, type ErrorCode, type Rejection } from '@bondledger/domain';
import type { StepResult } from '@bondledger/sdk';
import type { ItemResult } from '@bondledger/sdk/api';
import { namedBy, type StepItem } from './step-item.js';

/** What became of one item, wherever it stood in its request. */
export type ItemOutcome = Omit<ItemResult, 'index'>;

const said = (rejection: Rejection): Pick<ItemOutcome, 'code' | 'params' | 'sentence'> => ({
  code: rejection.code,
  ...(rejection.params === undefined ? {} : { params: { ...rejection.params } }),
  sentence: { ko: sentenceOf(rejection, 'ko'), en: sentenceOf(rejection, 'en') },
});

/** The ledger answered. */
export function outcomeOf(item: StepItem, result: StepResult): ItemOutcome {
  const subject = namedBy(item);
  if (result.tradeId !== undefined) subject.tradeId = result.tradeId;
  if (result.chainId !== undefined) subject.chainId = result.chainId;
  return result.status === 'ACCEPTED'
    ? { status: 'ACCEPTED', ...subject, revision: result.revision, leaf: result.leaf }
    : { status: 'REFUSED', ...subject, ...said(result) };
}

/** It was refused before it was sent. */
export const refusedOutcome = (item: StepItem, rejection: Rejection): ItemOutcome => ({
  status: 'REFUSED',
  ...namedBy(item),
  ...said(rejection),
});

/** It may have been taken or not: the ledger failed on the way. Trying again is safe. */
export const unknownOutcome = (item: StepItem, error: unknown): ItemOutcome => ({
  status: 'UNKNOWN',
  ...namedBy(item),
  ...said(rejectionOf(error)),
});

const rejectionOf = (error: unknown): Rejection =>
  error instanceof BondledgerError ? error.rejection : { code: 'LEDGER_DOWN' };

const SAID_AS_IT_IS: ReadonlySet<ErrorCode> = new Set([
  'QUEUE_FULL',
  'SERVER_STOPPING',
  'LEDGER_DOWN',
  'GATEWAY_TOKEN_REFUSED',
]);

/** A failure on the way to the ledger, as the caller is told it. */
export function ledgerFailure(error: unknown): BondledgerError {
  if (error instanceof BondledgerError && SAID_AS_IT_IS.has(error.code)) return error;
  return new BondledgerError({ code: 'LEDGER_DOWN' }, { cause: error });
}

/** The results of a request, numbered as its items are. */
export const numbered = (outcomes: readonly ItemOutcome[], first = 0): readonly ItemResult[] =>
  outcomes.map((outcome, at) => ({ index: first + at, ...outcome }));
