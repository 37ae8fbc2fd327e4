import {
  participantKey,
  parseBatchHeader,
  readRegistry,
  type ParticipantRecord,
  type Submission,
} from '@bondledger/contract';
import { BOK, KSD } from '@bondledger/domain';

/** Reads the registry as the ledger has it now. */
export type ReadValue = (key: string) => Uint8Array | undefined;

/**
 * Who endorses a batch beside KSD: the registered co-endorser of its institution. What KSD and BOK
 * do themselves is settlement or administration, which these two endorse together. So does BOK
 * what nobody else can: for an institution that is not registered, or names one without a peer.
 */
export function coEndorserOf(
  { batch }: Submission,
  read: ReadValue,
  mspOf: Readonly<Record<string, string>>,
): string {
  const participant = parseBatchHeader(batch.header)?.participant;
  if (participant === undefined || participant === KSD || participant === BOK) return BOK;
  const record = readRegistry<ParticipantRecord>(read(participantKey(participant)));
  const named = record?.coEndorser;
  if (named === undefined || named === KSD || mspOf[named] === undefined) return BOK;
  return named;
}

export const SETTLEMENT_LANE = 'settlement';

/**
 * The lane of a batch in a coalescing gateway: one transaction never mixes co-endorsers, and what
 * KSD and BOK do has a lane of its own, in which holdings are written one after the other.
 */
export function laneOf(
  submission: Submission,
  read: ReadValue,
  mspOf: Readonly<Record<string, string>>,
): string {
  const participant = parseBatchHeader(submission.batch.header)?.participant;
  if (participant === KSD || participant === BOK) return SETTLEMENT_LANE;
  return `trades/${coEndorserOf(submission, read, mspOf)}`;
}
