export type {
  Capabilities,
  Head,
  Health,
  KeyVersion,
  Ledger,
  Position,
  TransactionOutcome,
} from './port/ledger.js';
export type { EmbeddedLedger } from './embedded/embedded-ledger.js';
export { openEmbeddedLedger, type EmbeddedOptions } from './embedded/open-embedded.js';
export type { LedgerEvent } from './embedded/events.js';
