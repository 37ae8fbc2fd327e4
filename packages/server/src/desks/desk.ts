import type { ParticipantRecord } from '@bondledger/contract';
import type { Institution, Transport } from '@bondledger/sdk';

/** One institution that this server serves: its keys, its book, its way to the ledger. */
export interface Desk {
  readonly code: string;
  readonly institution: Institution;
  readonly transport: Transport;
  readonly profile: ParticipantRecord;
}

/** The institutions that this server serves: all of the demo's, or one. */
export interface Desks {
  all(): readonly Desk[];
  /** @throws BondledgerError INSTITUTION_NOT_SERVED */
  of(code: string): Desk;
  /** Told of each desk that joins while the server runs. */
  onJoin(listener: (desk: Desk) => void): void;
}
