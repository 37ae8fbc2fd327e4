import { X509Certificate } from 'node:crypto';
import { BondledgerError } from '@bondledger/domain';
import type { ClientIdentity } from '../network/connection.js';

/**
 * Looks at the dates of a client's own certificates: peers would refuse them in words that do not
 * say which.
 *
 * @throws BondledgerError CERTIFICATE_EXPIRED
 */
export function refuseExpired(identity: ClientIdentity, now: number): void {
  for (const pem of [identity.certificate, identity.tlsCertificate]) {
    const { subject, validTo } = new X509Certificate(pem);
    const end = new Date(validTo);
    if (now <= end.getTime()) continue;
    const params = { node: subject.split('\n').join(', '), date: end.toISOString().slice(0, 10) };
    throw new BondledgerError({ code: 'CERTIFICATE_EXPIRED', params });
  }
}
