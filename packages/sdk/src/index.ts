export type { Signer } from './keys/signer.js';
export { generateKeys, type InstitutionKeys } from './keys/key-pairs.js';
export { holdsJoinKeys, joinKeysOf, type JoinKeys } from './keys/join-keys.js';
export { createKeyStore, openKeyStore, sealKeyStore } from './keys/key-store.js';
export { openOutbox, type OutboxOptions } from './outbox/open-outbox.js';
export { memorySigner } from './keys/memory-signer.js';
export type { Outbox, OutboxEntry } from './outbox/outbox.js';
export type { KeyVersion, Position, SendOutcome, Transport } from './transport/transport.js';
export { remoteTransport, type RemoteOptions } from './remote/remote-transport.js';
export { credentialHeaders, serverAddress, type Credentials } from './remote/http-way.js';
export { pageJson, proofJson, sentJson, versionJson } from './remote/answers.js';
export { frameOfBlock, SIGN_OF_LIFE } from './remote/block-frames.js';
export type {
  Action,
  PaymentAction,
  RegistryAction,
  SettlementAction,
  Subject,
  TradeAction,
} from './client/action.js';
export { Book, type BookEvents } from './client/book.js';
export { Institution, type InstitutionOptions, type TakeOptions } from './client/institution.js';
export { ownSides, type TradeKeys, type TradeView } from './client/trade-view.js';
export { rolesOf, TRADE_ROLES } from './client/trade-roles.js';
export type { BatchReport, StepResult } from './client/step-result.js';
export { collectEvidence, type CollectOptions } from './evidence/collect-evidence.js';
export { encodeEvidence, type Evidence, type EvidenceStep } from './evidence/evidence.js';
export { parseEvidence } from './evidence/parse-evidence.js';
export { withholdSides } from './evidence/withhold-sides.js';
export type {
  EvidenceReport,
  OpenFact,
  ProvedFact,
  RefusedEvidence,
  VerifiedEvidence,
} from './evidence/report.js';
export { verifyEvidence } from './evidence/verify-evidence.js';
export {
  verifyOwnTrades,
  type OwnTrade,
  type TradesReport,
  type VerifyTradesOptions,
} from './evidence/verify-trades.js';
