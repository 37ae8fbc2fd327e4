import { canonicalText, type BlockProof, type FabricProof } from '@bondledger/contract';

export const EVIDENCE_FORMAT = 'bondledger/evidence/1';

/**
 * Everything that proves one trade to someone who has only the ledger's genesis: each accepted step
 * in order, what was signed, by whom, and that the ledger accepted it. Hashes and leaves are hex,
 * other binary members base64.
 */
export interface Evidence {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly ledgerId: string;
  /** In the order in which the trade accepted them: the first made revision 1. */
  readonly steps: readonly EvidenceStep[];
  readonly tradeId: string;
}

export type EvidenceStep = ShownStep | WithheldStep;

/** A step with what its institution signed. */
export interface ShownStep {
  /** Of the key that signed, DER. */
  readonly certificate: string;
  /**
   * Where the step names its trades by commitments (KSD's do): the 32 bytes that show which of them
   * is this trade's, and say nothing of the others.
   */
  readonly commitmentKey?: string;
  /** The core part's exact text. */
  readonly core: string;
  readonly coreSalt: string;
  /** The signed header of the batch, its exact text. */
  readonly header: string;
  /** The instruction's place in the batch, from 0. */
  readonly index: number;
  readonly leaf: string;
  /** Merkle path from the leaf to the header's root, lowest first, joined. */
  readonly path: string;
  readonly proof: BlockProof;
  readonly side: ShownSide | HiddenSide;
  /** ES256 over the header. */
  readonly signature: string;
}

/** The side part's exact text and its salt. */
export interface ShownSide {
  readonly salt: string;
  readonly text: string;
}

/** What stands for a side part that is not shown: its salted hash. */
export interface HiddenSide {
  readonly hash: string;
}

/**
 * A step of one side (INSTRUCT, APPROVE or DECLINE) that is not shown: only that the ledger
 * accepted an instruction with this leaf there. Who took it stays unsaid.
 */
export interface WithheldStep {
  /** The least number of instructions that a batch with this index and path can have. */
  readonly count: number;
  readonly index: number;
  readonly leaf: string;
  /** Merkle path from the leaf to the root of its batch as the block logs it. */
  readonly path: string;
  readonly proof: BlockProof;
  readonly withheld: true;
}

export const isWithheld = (step: EvidenceStep): step is WithheldStep => 'withheld' in step;
export const isShownSide = (side: ShownSide | HiddenSide): side is ShownSide => 'text' in side;

/** The evidence as a file's text: canonical JSON and one line feed. */
export const encodeEvidence = ({ format, ledgerId, steps, tradeId }: Evidence): string =>
  `${canonicalText({ format, ledgerId, steps: steps.map(stepMembers), tradeId })}\n`;

function stepMembers(step: EvidenceStep): object {
  const { index, leaf, path } = step;
  const proof = proofMembers(step.proof);
  if (isWithheld(step)) return { count: step.count, index, leaf, path, proof, withheld: true };
  const { certificate, commitmentKey, core, coreSalt, header, signature } = step;
  const side = isShownSide(step.side)
    ? { salt: step.side.salt, text: step.side.text }
    : { hash: step.side.hash };
  return {
    certificate,
    commitmentKey,
    core,
    coreSalt,
    header,
    index,
    leaf,
    path,
    proof,
    side,
    signature,
  };
}

const proofMembers = (proof: BlockProof): object => ({
  fabric: proof.fabric && fabricMembers(proof.fabric),
  head: { hash: proof.head.hash, height: proof.head.height, signature: proof.head.signature },
  headers: proof.headers,
  height: proof.height,
  path: proof.path,
  transaction: {
    batches: proof.transaction.batches.map(({ accepted, receipts, root }) => ({
      accepted,
      receipts,
      root,
    })),
    writes: proof.transaction.writes,
  },
  transactionIndex: proof.transactionIndex,
});

const fabricMembers = ({
  envelopes,
  index,
  metadata: { signatures, value },
  number,
  previous,
}: FabricProof): object => ({
  envelopes,
  index,
  metadata: {
    signatures: signatures.map(({ header, signature }) => ({ header, signature })),
    value,
  },
  number,
  previous,
});
