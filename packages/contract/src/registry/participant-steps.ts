import { ROLES, type Rejection, type Role } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import { checkMembers } from '../instruction/members.js';
import { isObject, type Json } from '../bytes/canonical.js';
import { fromBase64 } from '../bytes/text.js';
import type { RegistryData } from './instruction.js';
import { participantKey, type ParticipantRecord } from './records.js';
import {
  isBoolean,
  isCode,
  isText,
  nameOf,
  putRegistry,
  registryRecord,
} from './registry-handler.js';
import { isCurvePoint } from './curve-point.js';

const KEY_ID = /^[0-9a-f]{32}$/;
const ROLE_NAMES: ReadonlySet<string> = new Set(ROLES);
/** Only the genesis makes a depository or a central bank. */
const RESERVED: ReadonlySet<string> = new Set(['DEPOSITORY', 'CENTRAL_BANK']);

const isRole = (value: Json): value is Role =>
  typeof value === 'string' && ROLE_NAMES.has(value) && !RESERVED.has(value);
const isRoles = (value: Json): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isRole);

function isSealing(value: Json): boolean {
  if (!isObject(value) || Object.keys(value).join() !== 'keyId,publicKey') return false;
  const { keyId, publicKey } = value;
  if (typeof keyId !== 'string' || !KEY_ID.test(keyId) || typeof publicKey !== 'string') {
    return false;
  }
  const point = fromBase64(publicKey);
  return point !== undefined && isCurvePoint(point);
}

const MEMBERS = {
  code: isCode,
  coEndorser: isCode,
  name: () => true,
  peer: isBoolean,
  roles: isRoles,
  sealing: isSealing,
};

/** REGISTER_PARTICIPANT: an institution joins, with its roles and its sealing key. */
export function registerParticipant(context: StepContext): Rejection | undefined {
  const { data } = context.core;
  const wrong = checkMembers(data, MEMBERS);
  if (wrong !== undefined) return wrong;
  const name = nameOf(data['name']);
  if (!name.ok) return name.rejection;
  const { code, coEndorser, peer, roles, sealing } = data as RegistryData['REGISTER_PARTICIPANT'];
  const key = participantKey(code);
  if (registryRecord(context, key) !== undefined) {
    return { code: 'REGISTRY_EXISTS', params: { key: code } };
  }
  putRegistry(context, key, {
    coEndorser,
    code,
    name: name.value,
    peer,
    roles,
    sealing: { keyId: sealing.keyId, publicKey: sealing.publicKey },
    status: 'ACTIVE',
  });
  return undefined;
}

function setStatus(
  context: StepContext,
  status: ParticipantRecord['status'],
  members: Parameters<typeof checkMembers>[1],
): Rejection | undefined {
  const { data } = context.core;
  const wrong = checkMembers(data, members);
  if (wrong !== undefined) return wrong;
  const { code } = data as RegistryData['RESUME_PARTICIPANT'];
  const key = participantKey(code);
  const record = registryRecord<ParticipantRecord>(context, key);
  if (record === undefined) return { code: 'REGISTRY_UNKNOWN', params: { key: code } };
  putRegistry(context, key, { ...record, status });
  return undefined;
}

/** SUSPEND_PARTICIPANT: nothing more of it is accepted; what it did stays. */
export const suspendParticipant = (context: StepContext): Rejection | undefined =>
  setStatus(context, 'SUSPENDED', { code: isCode, reason: isText });

/** RESUME_PARTICIPANT. */
export const resumeParticipant = (context: StepContext): Rejection | undefined =>
  setStatus(context, 'ACTIVE', { code: isCode });
