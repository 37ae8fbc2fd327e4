export type { Certificate, Crypto } from './crypto/crypto.js';
export { nodeCrypto } from './crypto/node-crypto.js';
export {
  canonicalText,
  inCanonicalOrder,
  isObject,
  parseCanonical,
  type Json,
  type JsonObject,
} from './bytes/canonical.js';
export { FrameReader, FrameWriter } from './bytes/frame.js';
export { join } from './bytes/join.js';
export {
  equalBytes,
  fromBase64,
  fromHex,
  textOf,
  toBase32,
  toBase64,
  toHex,
  utf8,
} from './bytes/text.js';
export { entryHash, merkleRoot, MerkleTree, verifyPath } from './merkle/merkle.js';
export type { BatchHeader, InstructionParts, SignedBatch } from './batch/batch.js';
export { decodeSubmission, encodeSubmission } from './batch/batch-codec.js';
export {
  DELIVERY_DOMAIN,
  deliveredHash,
  readDelivery,
  type Delivery,
  type DeliveryProof,
} from './delivery/delivery-proof.js';
export { encodeBatchHeader, parseBatchHeader } from './batch/header.js';
export {
  MAX_BATCH_INSTRUCTIONS,
  signBatch,
  type BatchSigner,
  type BuiltBatch,
  type SignBatchOptions,
} from './batch/sign-batch.js';
export { encodeCorePart, parseCorePart, type CorePart } from './instruction/core-part.js';
export {
  encodeSidePart,
  parseSidePart,
  type OpeningHolding,
  type SidePart,
} from './instruction/side-part.js';
export { leafOf, leafOfParts, partHash, SALT_LENGTH } from './instruction/leaf.js';
export { termsHashOf } from './instruction/terms-hash.js';
export {
  commitmentKey,
  commitmentOf,
  legsCommitment,
  type CommittedTrade,
} from './instruction/commitment.js';
export { paymentNoOf, settlementNoOf } from './instruction/numbers.js';
export { openBox, sealBox } from './sealing/box.js';
export {
  GRANT_LENGTH,
  GRANTS_TOGETHER,
  grantTag,
  makeGrant,
  openGrant,
  type GrantedKeys,
  type GrantStep,
} from './sealing/grant.js';
export {
  buyerKeyOf,
  chainKeyOf,
  coreKeyOf,
  holdingKeyOf,
  holdingNameOf,
  pairKeyOf,
  paymentKeyOf,
  sellerKeyOf,
  tradeIdOf,
  type PairKey,
  type SealingEnd,
} from './sealing/pair-key.js';
export type { CoreEvidence, HeaderEvidence, SideEvidence } from './record/evidence.js';
export {
  decodeTradeRecord,
  openCore,
  openCoreState,
  openSide,
  openSideState,
  tradeKey,
  type AcceptedStep,
  type SideContent,
  type TradeCore,
  type TradePayment,
  type TradeRecord,
} from './record/trade-record.js';
export {
  chainRecordKey,
  openRecord,
  paymentRecordKey,
  type ChainContent,
  type ChainState,
  type HoldingContent,
  type PaymentContent,
  type PaymentState,
} from './record/sealed-json.js';
export {
  acceptedKey,
  AUTHORITIES_KEY,
  CALENDAR_KEY,
  DAY_KEY,
  issueKey,
  keyKey,
  participantKey,
  readRegistry,
  RULES_KEY,
  type AuthoritiesRecord,
  type CalendarRecord,
  type DayRecord,
  type IssueRecord,
  type KeyRecord,
  type ParticipantRecord,
  type RulesRecord,
} from './registry/records.js';
export { keyIdOf } from './registry/key-id.js';
export {
  isRegistryStep,
  REGISTRY_STEPS,
  type RegistryData,
  type RegistryStep,
} from './registry/instruction.js';
export {
  CANCEL_REASONS,
  DECLINE_REASONS,
  REJECT_REASONS,
  type CancelReason,
  type DeclineReason,
  type RejectReason,
} from './step/data.js';
export type { Applied, BatchOutcome, InstructionOutcome } from './apply/applied.js';
export type { Environment, Reads } from './apply/environment.js';
export { leavesOf, prepare, type Prepared } from './apply/prepare.js';
export { keysOf, signatureChecks, tradesOf, type SignatureCheck } from './apply/keys-of.js';
export { apply } from './apply/apply.js';
export { isCurvePoint } from './registry/curve-point.js';
export { createGuard, type Guard, type PairKeys } from './guard/guard.js';
export { openReceipts, type Receipt } from './receipt/receipt.js';
export { isSubmission } from './transaction/is-submission.js';
export type {
  BatchOpening,
  HoldingOpening,
  InstructionOpening,
  Submission,
  TradeOpening,
  Transaction,
} from './transaction/opening.js';
export type {
  Block,
  BlockHeader,
  BlockProof,
  LoggedBatch,
  LoggedTransaction,
  SignedHead,
  TransactionDigest,
  Write,
} from './block/block.js';
export {
  decodeTransaction,
  encodeHeader,
  encodeTransaction,
  writeTransaction,
  hashOfHeader,
  parseHeader,
  pathOf,
  rootOf,
  rootOfBatch,
  signedHeadMessage,
  stateHash,
  transactionDigest,
  transactionHash,
} from './block/block-hash.js';
export { checkBlockProof, verifyBlockProof, type ProvedBlock } from './block/verify-proof.js';
export {
  ANSWER_VERSION,
  decodeAnswer,
  ENGINE_PREFIX,
  loggedBatches,
  type AnsweredBatch,
} from './fabric-proof/answer.js';
export {
  isSettlementKey,
  ledgerWrites,
  settlementChaincodeOf,
  type NamespaceWrites,
} from './fabric-proof/settlement-key.js';
export {
  rememberingFinder,
  signatoryOf,
  type FindMember,
  type Signatory,
} from './fabric-proof/identity.js';
export {
  dataHashOf,
  headerOf,
  orderersOf,
  type OrderedBlock,
} from './fabric-proof/ordered-block.js';
export type {
  FabricFacts,
  FabricProof,
  OrdererMetadata,
  ProvedOnFabric,
} from './fabric-proof/fabric-proof.js';
export type { FabricGenesis, FabricOrganisation } from './genesis/fabric-genesis.js';
export {
  encodeGenesis,
  genesisWrites,
  ledgerIdOf,
  parseGenesis,
  type Genesis,
  type GenesisParticipant,
} from './genesis/genesis.js';
export type { Page, RangeQuery } from './query/range.js';
export {
  getTradesByRange,
  MAX_PAGE,
  OPERATIONS,
  queryAllTrades,
  queryTradeInfo,
  queryTradeInfoByKey,
  type Operation,
} from './query/queries.js';
export { MasterLedgerCC } from './operation/master-ledger-cc.js';
export type { OperationCall, OperationPlan } from './operation/plan.js';
export {
  REGISTRY_OPERATIONS,
  RegistryCC,
  type RegistryOperation,
} from './operation/registry-cc.js';
