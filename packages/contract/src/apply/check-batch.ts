import { isInstitutionCode, rankOf, type Rejection } from '@bondledger/domain';
import { fromBase64, utf8 } from '../bytes/text.js';
import {
  keyKey,
  participantKey,
  readRegistry,
  type DayRecord,
  type KeyRecord,
  type ParticipantRecord,
} from '../registry/records.js';
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

const earlier = (
  left: Rejection | undefined,
  right: Rejection | undefined,
): Rejection | undefined => {
  if (left === undefined || right === undefined) return left ?? right;
  return rankOf(right.code) < rankOf(left.code) ? right : left;
};

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
  const code = isInstitutionCode(header.participant) ? header.participant : '';
  const participant = readRegistry<ParticipantRecord>(workspace.stored(participantKey(code)));
  const key = readRegistry<KeyRecord>(workspace.stored(keyKey(header.keyId)));
  const soft = softOf(participant, key, header.validUntil, day);
  const refused = (hard: Rejection): CheckedBatch => ({
    participant,
    hard: earlier(hard, soft),
    soft: undefined,
  });
  if (participant === undefined) return refused({ code: 'PARTICIPANT_UNKNOWN' });
  if (key === undefined) return refused({ code: 'KEY_UNKNOWN' });
  if (key.participant !== header.participant) return refused({ code: 'KEY_NOT_OF_PARTICIPANT' });
  const spki = fromBase64(key.spki) ?? new Uint8Array(0);
  const { signature } = submission.batch;
  if (!environment.crypto.verifyEs256(spki, utf8(submission.batch.header), signature)) {
    return refused({ code: 'SIGNATURE_INVALID' });
  }
  if (!batch.rootFits) return refused({ code: 'INSTRUCTION_ALTERED' });
  return { participant, hard: undefined, soft };
}

function softOf(
  participant: ParticipantRecord | undefined,
  key: KeyRecord | undefined,
  validUntil: string,
  day: DayRecord,
): Rejection | undefined {
  if (participant?.status === 'SUSPENDED') return { code: 'PARTICIPANT_SUSPENDED' };
  if (key?.status === 'REVOKED') return { code: 'KEY_REVOKED' };
  return validUntil < day.businessDate
    ? { code: 'BATCH_EXPIRED', params: { validUntil } }
    : undefined;
}
