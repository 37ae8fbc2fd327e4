import type { Rejection } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import { fromBase64, toBase64 } from '../bytes/text.js';
import type { Certificate } from '../crypto/crypto.js';
import { checkMembers, type Check } from '../instruction/members.js';
import type { RegistryData } from './instruction.js';
import { keyIdOf } from './key-id.js';
import { AUTHORITIES_KEY, keyKey, participantKey } from './records.js';
import type { AuthoritiesRecord, KeyRecord } from './records.js';
import { isCode, isText, putRegistry, registryRecord } from './registry-handler.js';

const isDer: Check = (value) => typeof value === 'string' && fromBase64(value) !== undefined;
const isKeyId: Check = (value) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);

/** What a certificate is refused for, in the order of the catalogue. */
function wrongCertificate(
  context: StepContext,
  { certificate, keyId, participant }: RegistryData['REGISTER_KEY'],
  read: Certificate | undefined,
): Rejection | undefined {
  const { crypto } = context.environment;
  if (read !== undefined && keyIdOf(crypto, read.spki) !== keyId) {
    return { code: 'FIELD_INVALID', params: { field: 'keyId' } };
  }
  if (registryRecord(context, keyKey(keyId)) !== undefined) {
    return { code: 'REGISTRY_EXISTS', params: { key: keyId } };
  }
  if (registryRecord(context, participantKey(participant)) === undefined) {
    return { code: 'REGISTRY_UNKNOWN', params: { key: participant } };
  }
  if (read?.isP256 !== true || read.organisation !== participant) {
    return { code: 'CERTIFICATE_INVALID' };
  }
  const authorities = registryRecord<AuthoritiesRecord>(context, AUTHORITIES_KEY);
  const der = fromBase64(certificate) ?? new Uint8Array(0);
  const isTrusted = authorities?.certificates.some((authority) =>
    crypto.certificateIssuedBy(der, fromBase64(authority) ?? new Uint8Array(0)),
  );
  if (isTrusted !== true) return { code: 'CERTIFICATE_UNTRUSTED' };
  const { businessDate } = context.day;
  return businessDate < read.notBefore || businessDate > read.notAfter
    ? { code: 'CERTIFICATE_OUT_OF_DATES', params: { businessDate } }
    : undefined;
}

/**
 * REGISTER_KEY: a signing key, by its certificate. The certificate is checked here once, against
 * the genesis' authorities and the business date; the contract has no clock to check it again.
 */
export function registerKey(context: StepContext): Rejection | undefined {
  const { data } = context.core;
  const malformed = checkMembers(data, {
    certificate: isDer,
    keyId: isKeyId,
    participant: isCode,
  });
  if (malformed !== undefined) return malformed;
  const named = data as RegistryData['REGISTER_KEY'];
  const { certificate, keyId, participant } = named;
  const { crypto } = context.environment;
  const read = crypto.readCertificate(fromBase64(certificate) ?? new Uint8Array(0));
  const wrong = wrongCertificate(context, named, read);
  if (wrong !== undefined || read === undefined) return wrong ?? { code: 'CERTIFICATE_INVALID' };
  const { businessDate } = context.day;
  putRegistry(context, keyKey(keyId), {
    certificate,
    keyId,
    participant,
    registeredOn: businessDate,
    spki: toBase64(read.spki),
    status: 'ACTIVE',
  });
  return undefined;
}

/** REVOKE_KEY: nothing more signed with it is accepted; what was accepted stays proved. */
export function revokeKey(context: StepContext): Rejection | undefined {
  const { data } = context.core;
  const wrong = checkMembers(data, { keyId: isKeyId, reason: isText });
  if (wrong !== undefined) return wrong;
  const { keyId } = data as RegistryData['REVOKE_KEY'];
  const key = keyKey(keyId);
  const record = registryRecord<KeyRecord>(context, key);
  if (record === undefined) return { code: 'REGISTRY_UNKNOWN', params: { key: keyId } };
  putRegistry(context, key, {
    certificate: record.certificate,
    keyId: record.keyId,
    participant: record.participant,
    registeredOn: record.registeredOn,
    revokedOn: record.revokedOn ?? context.day.businessDate,
    spki: record.spki,
    status: 'REVOKED',
  });
  return undefined;
}
