import {
  fromBase64,
  fromHex,
  parseHeader,
  verifyBlockProof,
  verifyPath,
  type BlockHeader,
  type BlockProof,
  type TransactionDigest,
} from '@bondledger/contract';
import { accept, refuse, type Result } from '@bondledger/domain';
import type { Anchor } from './check-step.js';
import type { WithheldStep } from './evidence.js';
import { decodePath, entriesFor } from './merkle-path.js';

type LoggedDigest = TransactionDigest['batches'][number];

/** Did the ledger accept the instruction at this place of the batch with this root? */
export function checkAccepted(
  anchor: Anchor,
  proof: BlockProof,
  root: string,
  index: number,
): Result<BlockHeader> {
  const header = checkProof(anchor, proof);
  if (!header.ok) return header;
  const isAccepted = proof.transaction.batches.some(
    (batch) => batch.root === root && isAcceptedAt(batch, index),
  );
  return isAccepted ? header : refuse('EVIDENCE_BLOCK_WRONG');
}

/** Did the ledger accept an instruction with this leaf, whatever it was? */
export function checkWithheld(anchor: Anchor, step: WithheldStep): Result<BlockHeader> {
  const { count, index, proof } = step;
  const header = checkProof(anchor, proof);
  if (!header.ok) return header;
  const leaf = fromHex(step.leaf);
  const path = decodePath(step.path);
  if (leaf === undefined || path === undefined) return refuse('EVIDENCE_PATH_WRONG');
  if (count !== entriesFor(index, path.length)) return refuse('EVIDENCE_PATH_WRONG');
  const batch = proof.transaction.batches.find(({ root }) => {
    const bytes = fromHex(root);
    return bytes !== undefined && verifyPath(anchor.crypto, leaf, index, count, path, bytes);
  });
  if (batch === undefined) return refuse('EVIDENCE_PATH_WRONG');
  return isAcceptedAt(batch, index) ? header : refuse('EVIDENCE_BLOCK_WRONG');
}

function checkProof({ crypto, genesis, ledgerId }: Anchor, proof: BlockProof): Result<BlockHeader> {
  const rejection = verifyBlockProof(crypto, genesis, ledgerId, proof);
  if (rejection !== undefined) return { ok: false, rejection };
  const header = parseHeader(proof.headers[0] ?? '');
  return header === undefined ? refuse('EVIDENCE_BLOCK_WRONG') : accept(header);
}

/** One bit for each instruction, the first in the highest bit of the first byte. */
function isAcceptedAt({ accepted }: LoggedDigest, index: number): boolean {
  const byte = fromBase64(accepted)?.[Math.floor(index / 8)] ?? 0;
  return (byte & (128 >> (index % 8))) !== 0;
}
