import { parseEvidence, verifyEvidence, type EvidenceReport } from '@bondledger/sdk/verify';
import { browserCrypto } from './browser-crypto.js';

/** Checks evidence in this browser, from the genesis alone: no server is asked. */
export function checkEvidence(
  tradeId: string,
  evidenceText: string,
  genesisText: string,
): EvidenceReport {
  const evidence = parseEvidence(evidenceText);
  if (!evidence.ok) return { ok: false, tradeId, rejection: evidence.rejection };
  return verifyEvidence(evidence.value, genesisText, browserCrypto);
}
