import {
  ledgerIdOf,
  parseGenesis,
  tradeKey,
  type BlockProof,
  type Crypto,
  type ProvedBlock,
} from '@bondledger/contract';
import {
  accept,
  encodeTerms,
  refuse,
  STEPS,
  type ErrorCode,
  type Rejection,
  type Result,
} from '@bondledger/domain';
import { checkAccepted, checkWithheld } from './check-accepted.js';
import { checkSignedStep, type Anchor, type SignedStep } from './check-step.js';
import { isWithheld, type Evidence, type EvidenceStep } from './evidence.js';
import { rememberingCrypto } from './remembering-crypto.js';
import { sideOfStep, tell } from './replay.js';
import type {
  EvidenceReport,
  OpenFact,
  ProvedFact,
  StepReport,
  VerifiedEvidence,
} from './report.js';
import type { Story } from './story.js';

/** Checks evidence against one genesis: pure, offline, and each signature and certificate once. */
export interface EvidenceVerifier {
  verify(evidence: Evidence): EvidenceReport;
}

/** EVIDENCE_WRONG_GENESIS where the text is no genesis. */
export function createVerifier(genesisText: string, crypto: Crypto): Result<EvidenceVerifier> {
  const genesis = parseGenesis(genesisText);
  if (genesis === undefined) return refuse('EVIDENCE_WRONG_GENESIS');
  const anchor: Anchor = {
    crypto: rememberingCrypto(crypto),
    genesis,
    ledgerId: ledgerIdOf(crypto, genesis),
    proved: new WeakMap(),
  };
  return accept({ verify: (evidence) => verifyWith(anchor, evidence) });
}

/**
 * Checks evidence with nothing but the ledger's genesis: no ledger, no network, no clock. The
 * report says what is proved and what is not, or the first thing that is wrong:
 *
 * EVIDENCE_MALFORMED, EVIDENCE_WRONG_GENESIS, EVIDENCE_LEAF_WRONG, EVIDENCE_PATH_WRONG,
 * EVIDENCE_SIGNATURE_WRONG, EVIDENCE_CERTIFICATE_WRONG, EVIDENCE_BLOCK_WRONG, EVIDENCE_HEAD_WRONG,
 * EVIDENCE_ENDORSEMENT_WRONG, EVIDENCE_ORDERER_WRONG, each with the number of the step, and
 * EVIDENCE_STEPS_WRONG.
 *
 * @param genesisText The genesis file's text.
 *
 * @example
 * const evidence = parseEvidence(text);
 * if (evidence.ok) verifyEvidence(evidence.value, genesisText, nodeCrypto).ok;
 */
export function verifyEvidence(
  evidence: Evidence,
  genesisText: string,
  crypto: Crypto,
): EvidenceReport {
  const verifier = createVerifier(genesisText, crypto);
  if (verifier.ok) return verifier.value.verify(evidence);
  return { ok: false, tradeId: evidence.tradeId, rejection: verifier.rejection };
}

interface CheckedStep {
  readonly signed: SignedStep | undefined;
  readonly block: ProvedBlock;
}

function verifyWith(anchor: Anchor, evidence: Evidence): EvidenceReport {
  const { tradeId } = evidence;
  const refused = (rejection: Rejection): EvidenceReport => ({ ok: false, tradeId, rejection });
  const stepWrong = (code: ErrorCode, at: number): EvidenceReport =>
    refused({ code, params: { step: (at + 1).toString() } });
  if (evidence.ledgerId !== anchor.ledgerId) return refused({ code: 'EVIDENCE_WRONG_GENESIS' });
  const steps: StepReport[] = [];
  let story: Story | undefined;
  let last: BlockProof | undefined;
  for (const [at, step] of evidence.steps.entries()) {
    const checked = checkStep(anchor, step);
    if (!checked.ok) return stepWrong(checked.rejection.code, at);
    const { signed, block } = checked.value;
    if (block.fabric?.wrote.has(tradeKey(tradeId)) === false) {
      return stepWrong('EVIDENCE_BLOCK_WRONG', at);
    }
    const commitmentKey = isWithheld(step) ? undefined : step.commitmentKey;
    story = tell(anchor, tradeId, story, { leaf: step.leaf, signed, commitmentKey });
    const isInOrder = last === undefined || isAfter(step.proof, last);
    if (story === undefined || !isInOrder) return stepWrong('EVIDENCE_STEPS_WRONG', at);
    last = step.proof;
    if (signed !== undefined) steps.push(...stepReport(signed, block, step.leaf));
  }
  return story === undefined
    ? refused({ code: 'EVIDENCE_STEPS_WRONG' })
    : reportOf(anchor, story, steps);
}

function checkStep(anchor: Anchor, step: EvidenceStep): Result<CheckedStep> {
  if (isWithheld(step)) {
    const block = checkWithheld(anchor, step);
    return block.ok ? accept({ signed: undefined, block: block.value }) : block;
  }
  const signed = checkSignedStep(anchor, step);
  if (!signed.ok) return signed;
  const block = checkAccepted(anchor, step.proof, signed.value.header.root, step.index);
  return block.ok ? accept({ signed: signed.value, block: block.value }) : block;
}

/** A transaction moves a trade by one step at most, so each step has a later one. */
const isAfter = (proof: BlockProof, last: BlockProof): boolean =>
  proof.height > last.height ||
  (proof.height === last.height && proof.transactionIndex > last.transactionIndex);

function stepReport(
  { core, side }: SignedStep,
  { header, fabric }: ProvedBlock,
  leaf: string,
): readonly StepReport[] {
  const step = STEPS.find((known) => known === core.step);
  if (step === undefined) return [];
  const about = sideOfStep(step, core.data['side']);
  return [
    {
      step,
      participant: core.participant,
      ...(side === undefined ? {} : { operator: side.operator }),
      ...(about === undefined ? {} : { side: about }),
      issuedAt: core.issuedAt,
      height: header.height,
      blockTime: header.time,
      leaf,
      ...(fabric === undefined ? {} : { fabric: fabric.facts }),
    },
  ];
}

function reportOf(
  { genesis }: Anchor,
  story: Story,
  steps: readonly StepReport[],
): VerifiedEvidence {
  const proved: ProvedFact[] = ['GENESIS', 'SIGNATURES', 'TERMS', 'ORDER', 'ACCEPTED'];
  if (genesis.fabric !== undefined) proved.push('ENDORSED', 'ORDERED');
  const notProved: OpenFact[] = [];
  if (story.sides.seller === undefined) notProved.push('SELLER_SIDE');
  else proved.push('SELLER_SIDE');
  if (story.sides.buyer !== undefined) proved.push('BUYER_SIDE');
  else if (story.confirmLeaf !== undefined) notProved.push('BUYER_SIDE');
  if (story.withheld.size > 0) notProved.push('WITHHELD_STEPS');
  const states = new Set(story.places.map(({ state }) => state));
  const [finalState] = states;
  if (states.size > 1) notProved.push('FINAL_STATE');
  if (genesis.fabric !== undefined) notProved.push('FOUND_VALID');
  notProved.push('CERTIFICATE_DATES', 'TIMES', 'BUSINESS_RULES', 'LATER_STEPS');
  return {
    ok: true,
    tradeId: story.tradeId,
    terms: encodeTerms(story.terms),
    finalState: states.size === 1 ? finalState : undefined,
    steps,
    withheld: story.withheld.size,
    proved,
    notProved,
  };
}
