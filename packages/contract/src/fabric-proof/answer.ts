import type { LoggedBatch } from '../block/block.js';
import { FrameReader } from '../bytes/frame.js';

export const ANSWER_VERSION = 1;

/** Keys of the Fabric engine itself begin with it: they are no part of the ledger's state. */
export const ENGINE_PREFIX = '~';

/** What the chaincode answers for one batch. All of it stays on the ledger of every peer. */
export interface AnsweredBatch {
  /** What is logged of it; undefined where nothing of it was accepted anew. */
  readonly logged: LoggedBatch | undefined;
  /** The receipts, sealed under the batch's receipt key. */
  readonly receipts: Uint8Array;
  /** What receipts do not say (parameters of refusals), sealed likewise; empty where nothing. */
  readonly detail: Uint8Array;
}

/** The batches of an answer, or undefined where the bytes are none. */
export function decodeAnswer(bytes: Uint8Array): readonly AnsweredBatch[] | undefined {
  try {
    const reader = new FrameReader(bytes);
    if (reader.count() !== ANSWER_VERSION) return undefined;
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
