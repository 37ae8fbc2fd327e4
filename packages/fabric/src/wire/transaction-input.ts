import {
  decodeSubmission,
  encodeSubmission,
  fromHex,
  FrameReader,
  FrameWriter,
  toHex,
  type Submission,
  type Transaction,
} from '@bondledger/contract';

const VERSION = 1;
const LEAF_LENGTH = 32;

/** A transaction as it travels to the endorsing peers, in the transient field. */
export function encodeTransactionInput({ submissions, skip }: Transaction): Uint8Array {
  const writer = new FrameWriter().count(VERSION).count(submissions.length);
  for (const submission of submissions) writer.frame(encodeSubmission(submission));
  writer.count(skip.length);
  for (const leaf of skip) writer.raw(leafBytes(leaf));
  return writer.bytes();
}

/** The transaction, or undefined where the bytes are none. */
export function decodeTransactionInput(bytes: Uint8Array): Transaction | undefined {
  try {
    const reader = new FrameReader(bytes);
    if (reader.count() !== VERSION) return undefined;
    const submissions: Submission[] = [];
    for (let left = reader.count(); left > 0; left -= 1) {
      const submission = decodeSubmission(reader.frame());
      if (submission === undefined) return undefined;
      submissions.push(submission);
    }
    const skip: string[] = [];
    for (let left = reader.count(); left > 0; left -= 1) skip.push(toHex(reader.raw(LEAF_LENGTH)));
    return reader.done ? { submissions, skip } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function leafBytes(hex: string): Uint8Array {
  const leaf = fromHex(hex);
  if (leaf?.length === LEAF_LENGTH) return leaf;
  throw new RangeError('a leaf has 64 hexadecimal digits');
}
