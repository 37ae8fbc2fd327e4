import type { KeyObject } from 'node:crypto';
import type { Genesis, Submission } from '@bondledger/contract';
import type { Ledger, Meter } from '@bondledger/ledger';
import type { ParticipantProfile } from '../reference-day/participants.js';

/** Which ledger an engine is to open. */
export interface EngineOptions {
  /** The consortium's directory. */
  readonly directory: string;
  readonly genesis: Genesis;
  /** The node's P-256 private key: signs heads. The genesis names its public half. */
  readonly nodeKey: KeyObject;
  /** Told of the engine's stages, conflicts and repetitions. */
  readonly meter?: Meter;
}

export interface EngineLedger {
  readonly ledger: Ledger;
  /** See the gateway's option of this name. */
  readonly laneOf: (submission: Submission) => string;
  /** Instructions that an institution had best sign together; undefined where all are alike. */
  readonly batchSizeOf: (participant: string) => number | undefined;
}

/**
 * Where a consortium's ledger comes from when it is not the embedded one. The directory remembers
 * the name, and is opened with the engine of that name only.
 */
export interface ConsortiumEngine {
  readonly name: string;
  /**
   * Writes what the engine needs into a directory that is being made, before it is moved.
   *
   * @returns What the genesis says of the engine.
   */
  prepare(
    directory: string,
    participants: readonly ParticipantProfile[],
  ): Promise<Pick<Genesis, 'fabric'>>;
  /** Opens the ledger, and writes its genesis where nobody did. */
  open(options: EngineOptions): Promise<EngineLedger>;
  /** Ends what this engine started and nobody had before. Its ledgers are closed by then. */
  stop?(): Promise<void>;
}
