export type { BokWire, BokWireOptions } from './bok-wire/bok-wire.js';
export type { WireFaults } from './bok-wire/faults.js';
export { openBokWire } from './bok-wire/open-bok-wire.js';
export {
  createAuthority,
  openAuthority,
  type CertificateAuthority,
} from './authority/authority.js';
export { createConsortium, type CreateOptions } from './directory/create-consortium.js';
export { readDayFile, type DayFile } from './directory/day-file.js';
export type { ConsortiumEngine, EngineLedger, EngineOptions } from './directory/engine.js';
export { engineNameOf, isSetUp } from './directory/engine-file.js';
export { resetConsortium } from './directory/reset-consortium.js';
export { setUpConsortium } from './directory/set-up-consortium.js';
export { readGenesis } from './directory/read-genesis.js';
export { consortiumLayout, type ConsortiumLayout } from './directory/layout.js';
export { openAs, type OpenAsOptions, type OpenedAs } from './directory/open-as.js';
export {
  openConsortium,
  participantsOf,
  type Consortium,
  type ConsortiumOptions,
} from './directory/open-consortium.js';
export {
  BackOffice,
  type BookedTicket,
  type Books,
  type SoldTicket,
} from './institutions/back-office.js';
export { CentralBankDesk } from './institutions/central-bank.js';
export {
  ORDINARY_TRADES,
  REFERENCE_SEED,
  referenceDay,
  type ReferenceDay,
  type ReferenceDayOptions,
} from './reference-day/reference-day.js';
export { referenceDayToJson } from './reference-day/day-json.js';
export type { ParticipantProfile } from './reference-day/participants.js';
export {
  afterCutOffSteps,
  settlementSteps,
  tradeDateSteps,
  type DayStep,
} from './run-day/day-steps.js';
export { runDay, type DayReport, type RunDayOptions } from './run-day/run-day.js';
export { percentile, type Progress, type StepReport } from './run-day/step-meter.js';
export { openToRead, outboxKey, readPassphrase } from './directory/open-ledger.js';
export { bytesOnDisk } from './run-day/bytes-on-disk.js';
export { localTransport } from './transport/local-transport.js';
