import type { Rejection } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import type { Json } from '../bytes/canonical.js';
import { fromBase64, toBase64 } from '../bytes/text.js';
import { keyIdOf } from './key-id.js';
import { AUTHORITIES_KEY, keyKey, participantKey } from './records.js';
import type { AuthoritiesRecord, KeyRecord } from './records.js';
import { checkMembers, isText, putRegistry, registryRecord } from './registry-handler.js';

const isDer = (value: Json): boolean => isText(value) && fromBase64(String(value)) !== undefined;
const isKeyId = (value: Json): boolean => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);

/**
 * REGISTER_KEY: a signing key, by its certificate. The certificate is checked here once, against
 * the genesis' authorities and the business date; the contract has no clock to check it again.
 */
export function registerKey(context: StepContext): Rejection | undefined {
  const { data } = context.core;
  const wrong = checkMembers(data, { certificate: isDer, keyId: isKeyId, participant: isText });
  if (wrong !== undefined) return wrong;
  const { certificate, keyId, participant } = data as unknown as KeyRecord;
  const { crypto } = context.environment;
  const der = fromBase64(certificate) ?? new Uint8Array(0);
  const read = crypto.readCertificate(der);
  if (read?.isP256 !== true || read.organisation !== participant) {
    return { code: 'CERTIFICATE_INVALID' };
  }
  if (keyIdOf(crypto, read.spki) !== keyId) {
    return { code: 'FIELD_INVALID', params: { field: 'keyId' } };
  }
  if (registryRecord(context, participantKey(participant)) === undefined) {
    return { code: 'REGISTRY_UNKNOWN', params: { what: participant } };
  }
  if (registryRecord(context, keyKey(keyId)) !== undefined) {
    return { code: 'REGISTRY_EXISTS', params: { what: keyId } };
  }
  const authorities = registryRecord<AuthoritiesRecord>(context, AUTHORITIES_KEY);
  const trusted = authorities?.certificates.some((authority) =>
    crypto.certificateIssuedBy(der, fromBase64(authority) ?? new Uint8Array(0)),
  );
  if (trusted !== true) return { code: 'CERTIFICATE_UNTRUSTED' };
  const { businessDate } = context.day;
  if (businessDate < read.notBefore || businessDate > read.notAfter) {
    return {
      code: 'CERTIFICATE_OUT_OF_DATES',
      params: { from: read.notBefore, to: read.notAfter },
    };
  }
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
  const key = keyKey(String(data['keyId']));
  const record = registryRecord<KeyRecord>(context, key);
  if (record === undefined) return { code: 'REGISTRY_UNKNOWN', params: { what: key } };
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
