export { encodeEvidence, type Evidence, type EvidenceStep } from '../evidence/evidence.js';
export { parseEvidence } from '../evidence/parse-evidence.js';
export type {
  EvidenceReport,
  OpenFact,
  ProvedFact,
  RefusedEvidence,
  VerifiedEvidence,
} from '../evidence/report.js';
export { withholdSides } from '../evidence/withhold-sides.js';
export {
  createVerifier,
  verifyEvidence,
  type EvidenceVerifier,
} from '../evidence/verify-evidence.js';
