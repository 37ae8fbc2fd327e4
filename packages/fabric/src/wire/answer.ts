import {
  FrameReader,
  FrameWriter,
  type Applied,
  type BatchOutcome,
  type Crypto,
  type LoggedBatch,
  type Transaction,
} from '@bondledger/contract';
import { openDetail, sealDetail } from './detail.js';
import { receivedOutcome } from './received-outcome.js';

const VERSION = 1;

/** What the chaincode answers for one batch. All of it stays on the ledger of every peer. */
export interface AnsweredBatch {
  /** What is logged of it; undefined where nothing of it was accepted anew. */
  readonly logged: LoggedBatch | undefined;
  /** The receipts, sealed under the batch's receipt key. */
  readonly receipts: Uint8Array;
  /** What receipts do not say (parameters of refusals), sealed likewise; empty where nothing. */
  readonly detail: Uint8Array;
}

/** The payload of the chaincode's response: equal bytes at every endorser. */
export function encodeAnswer(
  crypto: Crypto,
  { submissions }: Transaction,
  { batches, logged }: Applied,
): Uint8Array {
  const writer = new FrameWriter().count(VERSION).count(batches.length);
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

/** The batches of an answer, or undefined where the bytes are none. */
export function decodeAnswer(bytes: Uint8Array): readonly AnsweredBatch[] | undefined {
  try {
    const reader = new FrameReader(bytes);
    if (reader.count() !== VERSION) return undefined;
    const batches: AnsweredBatch[] = [];
    for (let left = reader.count(); left > 0; left -= 1) batches.push(readBatch(reader));
    return reader.done ? batches : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readBatch(reader: FrameReader): AnsweredBatch {
  const [receipts, detail] = [reader.frame(), reader.frame()];
  if (reader.count() === 0) return { logged: undefined, receipts, detail };
  const [leaves, accepted] = [reader.frame(), reader.frame()];
  return { logged: { leaves, accepted, receipts }, receipts, detail };
}

/** What is logged of an answered transaction, in its order. */
export const loggedBatches = (answered: readonly AnsweredBatch[]): readonly LoggedBatch[] =>
  answered.flatMap(({ logged }) => (logged === undefined ? [] : [logged]));

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
