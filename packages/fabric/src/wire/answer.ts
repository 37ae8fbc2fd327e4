import {
  ANSWER_VERSION,
  FrameWriter,
  type AnsweredBatch,
  type Applied,
  type BatchOutcome,
  type Crypto,
  type Transaction,
} from '@bondledger/contract';
import { openDetail, sealDetail } from './detail.js';
import { receivedOutcome } from './received-outcome.js';

/** The payload of the chaincode's response: equal bytes at every endorser. */
export function encodeAnswer(
  crypto: Crypto,
  { submissions }: Transaction,
  { batches, logged }: Applied,
): Uint8Array {
  const writer = new FrameWriter().count(ANSWER_VERSION).count(batches.length);
  for (const [at, outcome] of batches.entries()) {
    const receiptKey = submissions[at]?.opening.receiptKey ?? new Uint8Array(0);
    writer.frame(outcome.receipts).frame(sealDetail(crypto, receiptKey, outcome));
    // The contract logs the very receipts that it answers: what is logged is found by them.
    const own = logged?.batches.find(({ receipts }) => receipts === outcome.receipts);
    writer.count(own === undefined ? 0 : 1);
    if (own !== undefined) writer.frame(own.leaves).frame(own.accepted);
  }
  return writer.bytes();
}

/**
 * The outcomes of each batch, opened with the receipt keys of the transaction that was proposed;
 * undefined where the answer is not one to it.
 */
export function openAnswer(
  crypto: Crypto,
  { submissions }: Transaction,
  leaves: readonly (readonly string[])[],
  answered: readonly AnsweredBatch[],
): readonly BatchOutcome[] | undefined {
  if (answered.length !== submissions.length) return undefined;
  const outcomes: BatchOutcome[] = [];
  for (const [at, { receipts, detail }] of answered.entries()) {
    const submission = submissions[at];
    if (submission === undefined) return undefined;
    const { receiptKey } = submission.opening;
    const more = openDetail(crypto, receiptKey, receipts, detail);
    if (more === undefined) return undefined;
    const outcome = receivedOutcome(crypto, submission, leaves[at] ?? [], receipts, more);
    if (outcome === undefined) return undefined;
    outcomes.push(outcome);
  }
  return outcomes;
}
