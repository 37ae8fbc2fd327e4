export type {
  Capabilities,
  Head,
  Health,
  KeyVersion,
  Ledger,
  Position,
  TransactionOutcome,
} from './port/ledger.js';
export { openEmbeddedLedger } from './embedded/open-embedded.js';
export type { EmbeddedLedger } from './embedded/embedded-ledger.js';
export type { EmbeddedOptions } from './embedded/options.js';
export type { LedgerEvent, StateLoss } from './embedded/events.js';
export { openForReading, type ReadingOptions } from './embedded/open-for-reading.js';
export type { ReadingLedger } from './embedded/reading-ledger.js';
export {
  verifyDirectory,
  type VerifyOptions,
  type VerifyReport,
} from './embedded/verify-directory.js';
export type { Cut } from './block-log/open-segments.js';
export { openMemoryLedger, type MemoryOptions } from './memory/memory-ledger.js';
export { createGateway, type GatewayOptions } from './gateway/create-gateway.js';
export type { Gateway, Sent } from './gateway/gateway.js';
export type { Meter } from './gateway/meter.js';
export { optimiseLater } from './process/optimise-later.js';
