import { toHex, utf8 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import { leafOfParts } from '../instruction/leaf.js';
import { merkleRoot } from '../merkle/merkle.js';
import { BATCH_DOMAIN, encodeBatchHeader } from './header.js';
import type { InstructionParts, SignedBatch } from './batch.js';

/** The most instructions that one signature may cover. */
export const MAX_BATCH_INSTRUCTIONS = 1000;

export interface BatchSigner {
  readonly participant: string;
  readonly keyId: string;
  /** ES256 over the bytes: r and s, 64 bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

export interface SignBatchOptions {
  readonly ledgerId: string;
  /** The last business date on which the batch may be accepted. */
  readonly validUntil: string;
}

/** A batch as signed, with the leaves (32 bytes each) by which its receipts will name it. */
export interface BuiltBatch {
  readonly batch: SignedBatch;
  /** The Merkle root of the leaves, hex, as it stands in the header. */
  readonly root: string;
  readonly leaves: readonly Uint8Array[];
}

/** Signs 1 to 1,000 instructions of one institution with one signature over their Merkle root. */
export async function signBatch(
  crypto: Crypto,
  signer: BatchSigner,
  instructions: readonly InstructionParts[],
  options: SignBatchOptions,
): Promise<BuiltBatch> {
  const leaves = instructions.map((parts) => leafOfParts(crypto, parts));
  const root = toHex(merkleRoot(crypto, leaves));
  const header = encodeBatchHeader({
    count: instructions.length,
    domain: BATCH_DOMAIN,
    keyId: signer.keyId,
    ledgerId: options.ledgerId,
    participant: signer.participant,
    root,
    validUntil: options.validUntil,
  });
  const signature = await signer.sign(utf8(header));
  return { batch: { header, signature, instructions }, root, leaves };
}
