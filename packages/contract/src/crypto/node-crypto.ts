import {
  X509Certificate,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  hash,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { Certificate, Crypto } from './crypto.js';

const TAG_LENGTH = 16;
/** Parsed public keys, by their bytes: parsing costs as much as half a verification. */
const KEYS_HELD = 1024;
const publicKeys = new Map<string, KeyObject>();

function publicKey(spki: Uint8Array): KeyObject {
  const name = Buffer.from(spki.buffer, spki.byteOffset, spki.length).toString('latin1');
  const known = publicKeys.get(name);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  if (publicKeys.size >= KEYS_HELD) publicKeys.clear();
  publicKeys.set(name, key);
  return key;
}

function certificateOf(der: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(der));
  } catch {
    return undefined;
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** OpenSSL's `Sep 21 00:00:00 2026 GMT` as `2026-09-21`. */
function isoDate(text: string): string {
  const [month = '', day = '', , year = ''] = text.split(/\s+/);
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return `${year}-${number}-${day.padStart(2, '0')}`;
}

function readCertificate(der: Uint8Array): Certificate | undefined {
  const certificate = certificateOf(der);
  if (certificate === undefined) return undefined;
  const organisation = /^O=(.*)$/m.exec(certificate.subject)?.[1] ?? '';
  const details = certificate.publicKey.asymmetricKeyDetails;
  return {
    organisation,
    spki: new Uint8Array(certificate.publicKey.export({ format: 'der', type: 'spki' })),
    isP256: details?.namedCurve === 'prime256v1',
    serial: certificate.serialNumber,
    notBefore: isoDate(certificate.validFrom),
    notAfter: isoDate(certificate.validTo),
  };
}

/** The port on Node's own cryptography. */
export const nodeCrypto: Crypto = {
  sha256: (data) => hash('sha256', data, 'buffer'),
  hmacSha256: (key, data) => createHmac('sha256', key).update(data).digest(),
  hmacSha512: (key, data) => createHmac('sha512', key).update(data).digest(),

  aesGcmSeal(key, nonce, associated, plain) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(associated);
    const first = cipher.update(plain);
    const last = cipher.final();
    return Buffer.concat([first, last, cipher.getAuthTag()]);
  },

  aesGcmOpen(key, nonce, associated, sealed) {
    const end = sealed.length - TAG_LENGTH;
    if (end < 0) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(end));
    const plain = decipher.update(sealed.subarray(0, end));
    try {
      decipher.final();
      return plain;
    } catch {
      return undefined;
    }
  },

  verifyEs256(spki, message, signature) {
    try {
      const key = publicKey(spki);
      return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
    } catch {
      return false;
    }
  },

  readCertificate,

  certificateIssuedBy(certificate, authority) {
    const issued = certificateOf(certificate);
    const issuer = certificateOf(authority);
    if (issued === undefined || issuer?.ca !== true) return false;
    return issued.checkIssued(issuer) && issued.verify(issuer.publicKey);
  },
};
