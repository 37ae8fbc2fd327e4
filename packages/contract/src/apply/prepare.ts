import { firstRejection, refuse, type Rejection, type Result } from '@bondledger/domain';
import type { BatchHeader } from '../batch/batch.js';
import { parseBatchHeader } from '../batch/header.js';
import { MAX_BATCH_INSTRUCTIONS } from '../batch/sign-batch.js';
import { toHex, utf8 } from '../bytes/text.js';
import { parseCorePart, type CorePart } from '../instruction/core-part.js';
import { leafOf, partHash, SALT_LENGTH } from '../instruction/leaf.js';
import { parseSidePart, type SidePart } from '../instruction/side-part.js';
import { MerkleTree } from '../merkle/merkle.js';
import type { InstructionOpening, Submission, Transaction } from '../transaction/opening.js';
import type { InstructionParts } from '../batch/batch.js';
import type { Environment } from './environment.js';

/** An instruction read and hashed, whatever may be wrong with it. */
export interface PreparedInstruction {
  /** Hex, and the same as bytes. */
  readonly leaf: string;
  readonly leafBytes: Uint8Array;
  readonly sideHash: Uint8Array;
  readonly parts: InstructionParts;
  readonly opening: InstructionOpening;
  readonly read: Result<{ readonly core: CorePart; readonly side: SidePart }>;
}

/** A batch read and hashed. `rejection` is what its form alone refuses it for. */
export interface PreparedBatch {
  readonly submission: Submission;
  /** The bytes that were signed. */
  readonly headerBytes: Uint8Array;
  readonly header: BatchHeader | undefined;
  readonly rejection: Rejection | undefined;
  /** Do the instructions hash to the root that was signed? */
  readonly rootFits: boolean;
  readonly tree: MerkleTree | undefined;
  readonly leaves: readonly Uint8Array[];
  readonly instructions: readonly PreparedInstruction[];
}

export interface Prepared {
  readonly batches: readonly PreparedBatch[];
  readonly skip: ReadonlySet<string>;
}

/**
 * Reads a transaction once for all that follows: header, leaves, parts. Never throws; what is
 * wrong is kept as the rejection that apply will answer.
 */
export const prepare = (transaction: Transaction, environment: Environment): Prepared => ({
  batches: transaction.submissions.map((submission) => prepareBatch(submission, environment)),
  skip: new Set(transaction.skip),
});

function prepareBatch(submission: Submission, environment: Environment): PreparedBatch {
  const { batch, opening } = submission;
  const header = parseBatchHeader(batch.header);
  const headerBytes = utf8(batch.header);
  const rejection = formOf(submission, header, environment);
  if (rejection !== undefined || header === undefined) {
    const none = { tree: undefined, leaves: [], instructions: [] };
    return { submission, headerBytes, header, rejection, rootFits: false, ...none };
  }
  const leaves: Uint8Array[] = [];
  const instructions = batch.instructions.map((parts, at): PreparedInstruction => {
    const { crypto } = environment;
    const sideHash = partHash(crypto, parts.sideSalt, parts.side);
    const leafBytes = leafOf(crypto, partHash(crypto, parts.coreSalt, parts.core), sideHash);
    leaves.push(leafBytes);
    return {
      leaf: toHex(leafBytes),
      leafBytes,
      sideHash,
      parts,
      opening: opening.instructions[at] ?? { trades: [] },
      read: readParts(parts),
    };
  });
  const tree = new MerkleTree(environment.crypto, leaves);
  const rootFits = toHex(tree.root) === header.root;
  return {
    submission,
    headerBytes,
    header,
    rejection: undefined,
    rootFits,
    tree,
    leaves,
    instructions,
  };
}

function formOf(
  { batch, opening }: Submission,
  header: BatchHeader | undefined,
  environment: Environment,
): Rejection | undefined {
  const count = batch.instructions.length;
  if (header?.count !== count || batch.signature.length !== 64) return { code: 'BATCH_MALFORMED' };
  if (opening.receiptKey.length !== 32) return { code: 'BATCH_MALFORMED' };
  if (count === 0) return { code: 'BATCH_EMPTY' };
  if (count > MAX_BATCH_INSTRUCTIONS) {
    return { code: 'BATCH_TOO_LARGE', params: { limit: MAX_BATCH_INSTRUCTIONS.toString() } };
  }
  return header.ledgerId === environment.ledgerId ? undefined : { code: 'BATCH_WRONG_LEDGER' };
}

function readParts(
  parts: InstructionParts,
): Result<{ readonly core: CorePart; readonly side: SidePart }> {
  if (parts.coreSalt.length !== SALT_LENGTH || parts.sideSalt.length !== SALT_LENGTH) {
    return refuse('INSTRUCTION_MALFORMED');
  }
  const core = parseCorePart(parts.core);
  const side = parseSidePart(parts.side);
  if (core.ok && side.ok) return { ok: true, value: { core: core.value, side: side.value } };
  const wrong = firstRejection(
    core.ok ? undefined : core.rejection,
    side.ok ? undefined : side.rejection,
  );
  return { ok: false, rejection: wrong ?? { code: 'INSTRUCTION_MALFORMED' } };
}

/** The leaves (hex) of each batch, in order. */
export const leavesOf = (prepared: Prepared): readonly (readonly string[])[] =>
  prepared.batches.map((batch) => batch.instructions.map(({ leaf }) => leaf));
