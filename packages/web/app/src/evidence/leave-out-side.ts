import type { SideName } from '@bondledger/domain';
import { encodeEvidence, parseEvidence, withholdSides } from '@bondledger/sdk/verify';
import { browserCrypto } from './browser-crypto.js';

/**
 * The same evidence without what one side brought, to be shown to someone whom that side does not
 * concern; it still verifies. Made here: the server is not asked to make proofs.
 *
 * @throws Error where the text is no evidence; the server's always is.
 */
export function leaveOutSide(evidenceText: string, side: SideName): string {
  const evidence = parseEvidence(evidenceText);
  if (!evidence.ok) throw new Error(evidence.rejection.code);
  return encodeEvidence(withholdSides(browserCrypto, evidence.value, [side]));
}
