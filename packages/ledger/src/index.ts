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
export { openEmbeddedLedger } from './embedded/open-embedded.js';
export type { EmbeddedOptions } from './embedded/options.js';
export type { LedgerEvent } from './embedded/events.js';
