import {
  fromBase64,
  isObject,
  parseCanonical,
  partHash,
  toHex,
  type Crypto,
} from '@bondledger/contract';
import { STEPS, type SideName } from '@bondledger/domain';
import { isShownSide, isWithheld, type Evidence, type EvidenceStep } from './evidence.js';
import { sideOfStep } from './replay.js';
import { withheldStep } from './withheld-step.js';

/**
 * The same evidence with sides left out, to be shown to someone whom they do not concern: what the
 * seller or buyer brought is hidden behind its hash, and of that side's INSTRUCT, APPROVE and
 * DECLINE only the leaves stay. The rest still verifies. Needs no ledger.
 */
export const withholdSides = (
  crypto: Crypto,
  evidence: Evidence,
  sides: readonly SideName[],
): Evidence => ({
  ...evidence,
  steps: evidence.steps.map((step) => withoutSides(crypto, step, sides)),
});

function withoutSides(
  crypto: Crypto,
  step: EvidenceStep,
  sides: readonly SideName[],
): EvidenceStep {
  if (isWithheld(step)) return step;
  const core = parseCanonical(step.core);
  const name = STEPS.find((known) => known === core?.['step']);
  if (core === undefined || name === undefined) return step;
  const data = core['data'];
  const about = sideOfStep(name, isObject(data) ? data['side'] : undefined);
  if (about !== undefined && sides.includes(about)) {
    return withheldStep(step);
  }
  const brings = name === 'SUBMIT' ? 'seller' : name === 'CONFIRM' ? 'buyer' : undefined;
  if (brings === undefined || !sides.includes(brings) || !isShownSide(step.side)) return step;
  const salt = fromBase64(step.side.salt) ?? new Uint8Array(0);
  return { ...step, side: { hash: toHex(partHash(crypto, salt, step.side.text)) } };
}
