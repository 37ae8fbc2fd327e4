import { firstRejection, isInstitutionCode, type Rejection } from '@bondledger/domain';
import type { BatchHeader } from '../batch/batch.js';
import { fromBase64 } from '../bytes/text.js';
import {
  keyKey,
  participantKey,
  type DayRecord,
  type KeyRecord,
  type ParticipantRecord,
} from '../registry/records.js';
import { registryRecord } from '../registry/registry-handler.js';
import type { Environment } from './environment.js';
import type { PreparedBatch } from './prepare.js';
import type { Workspace } from './workspace.js';

/** Who sent a batch, and whether it counts. */
export interface CheckedBatch {
  readonly participant: ParticipantRecord | undefined;
  /** Refuses the batch whatever it holds: nobody knows that its sender wrote it. */
  readonly hard: Rejection | undefined;
  /**
   * The sender wrote it but may no longer: suspended, key revoked, out of date. What was accepted
   * before is still answered with its own receipt.
   */
  readonly soft: Rejection | undefined;
}

const unknownParticipant = (participant: string): Rejection =>
  isInstitutionCode(participant)
    ? { code: 'PARTICIPANT_UNKNOWN', params: { participant } }
    : { code: 'PARTICIPANT_UNKNOWN' };

/** Checks a batch's sender, key, signature, root and date, in the order of the catalogue. */
export function checkBatch(
  batch: PreparedBatch,
  workspace: Workspace,
  day: DayRecord,
  environment: Environment,
): CheckedBatch {
  const { header, rejection, submission } = batch;
  if (header === undefined || rejection !== undefined) {
    const hard = rejection ?? ({ code: 'BATCH_MALFORMED' } as const);
    return { participant: undefined, hard, soft: undefined };
  }
  const participant = isInstitutionCode(header.participant)
    ? registryRecord<ParticipantRecord>({ workspace }, participantKey(header.participant))
    : undefined;
  const key = registryRecord<KeyRecord>({ workspace }, keyKey(header.keyId));
  const soft = softOf(header, participant, key, day);
  const refused = (hard: Rejection): CheckedBatch => ({
    participant,
    hard: firstRejection(hard, soft),
    soft: undefined,
  });
  const params = { keyId: header.keyId };
  if (participant === undefined) return refused(unknownParticipant(header.participant));
  if (key === undefined) return refused({ code: 'KEY_UNKNOWN', params });
  if (key.participant !== header.participant) {
    return refused({ code: 'KEY_NOT_OF_PARTICIPANT', params });
  }
  const spki = fromBase64(key.spki) ?? new Uint8Array(0);
  const { signature } = submission.batch;
  if (!environment.crypto.verifyEs256(spki, batch.headerBytes, signature)) {
    return refused({ code: 'SIGNATURE_INVALID' });
  }
  if (!batch.rootFits) return refused({ code: 'INSTRUCTION_ALTERED' });
  return { participant, hard: undefined, soft };
}

function softOf(
  { keyId, participant: code, validUntil }: BatchHeader,
  participant: ParticipantRecord | undefined,
  key: KeyRecord | undefined,
  day: DayRecord,
): Rejection | undefined {
  if (participant?.status === 'SUSPENDED') {
    return { code: 'PARTICIPANT_SUSPENDED', params: { participant: code } };
  }
  if (key?.status === 'REVOKED') return { code: 'KEY_REVOKED', params: { keyId } };
  if (validUntil >= day.businessDate) return undefined;
  return { code: 'BATCH_EXPIRED', params: { validUntil } };
}
