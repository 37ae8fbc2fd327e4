import {
  checkBlockProof,
  fromBase64,
  fromHex,
  verifyPath,
  type BlockProof,
  type ProvedBlock,
  type TransactionDigest,
} from '@bondledger/contract';
import { refuse, type Result } from '@bondledger/domain';
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
): Result<ProvedBlock> {
  const block = checkProof(anchor, proof);
  if (!block.ok) return block;
  const isAccepted = proof.transaction.batches.some(
    (batch) => batch.root === root && isAcceptedAt(batch, index),
  );
  return isAccepted ? block : refuse('EVIDENCE_BLOCK_WRONG');
}

/** Did the ledger accept an instruction with this leaf, whatever it was? */
export function checkWithheld(anchor: Anchor, step: WithheldStep): Result<ProvedBlock> {
  const { count, index, proof } = step;
  const block = checkProof(anchor, proof);
  if (!block.ok) return block;
  const leaf = fromHex(step.leaf);
  const path = decodePath(step.path);
  if (leaf === undefined || path === undefined) return refuse('EVIDENCE_PATH_WRONG');
  if (count !== entriesFor(index, path.length)) return refuse('EVIDENCE_PATH_WRONG');
  const batch = proof.transaction.batches.find(({ root }) => {
    const bytes = fromHex(root);
    return bytes !== undefined && verifyPath(anchor.crypto, leaf, index, count, path, bytes);
  });
  if (batch === undefined) return refuse('EVIDENCE_PATH_WRONG');
  return isAcceptedAt(batch, index) ? block : refuse('EVIDENCE_BLOCK_WRONG');
}

/** Blocks of Fabric are large, and one proof stands behind many trades: it is checked once. */
function checkProof({ crypto, genesis, ledgerId, proved }: Anchor, proof: BlockProof): Proved {
  const known = proved.get(proof);
  if (known !== undefined) return known;
  const checked = checkBlockProof(crypto, genesis, ledgerId, proof);
  if (proof.fabric !== undefined) proved.set(proof, checked);
  return checked;
}

type Proved = Result<ProvedBlock>;

/** One bit for each instruction, the first in the highest bit of the first byte. */
function isAcceptedAt({ accepted }: LoggedDigest, index: number): boolean {
  const byte = fromBase64(accepted)?.[Math.floor(index / 8)] ?? 0;
  return (byte & (128 >> (index % 8))) !== 0;
}
