import { p256 } from '@noble/curves/nist.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Crypto } from '@bondledger/contract';
import { hex } from './der.js';
import { isAuthority, partsOf, pointOf, readCertificateParts } from './x509.js';

const bytesOf = (data: Uint8Array | string): Uint8Array =>
  typeof data === 'string' ? utf8ToBytes(data) : data;

function isSignedBy(
  point: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  format: 'compact' | 'der',
): boolean {
  try {
    return p256.verify(signature, message, point, { format, lowS: false });
  } catch {
    return false;
  }
}

/** Nothing that is checked here is sealed: evidence is what was opened for whoever checks it. */
function sealing(): never {
  throw new Error('evidence is not sealed');
}

/** The contract's cryptography in a browser, as far as evidence needs it. */
export const browserCrypto: Crypto = {
  sha256: (data) => sha256(bytesOf(data)),
  hmacSha256: (key, data) => hmac(sha256, key, bytesOf(data)),
  hmacSha512: (key, data) => hmac(sha512, key, bytesOf(data)),
  aesGcmSeal: sealing,
  aesGcmOpen: sealing,

  verifyEs256(spki, message, signature) {
    const point = pointOf(spki);
    return point !== undefined && isSignedBy(point, message, signature, 'compact');
  },

  readCertificate: readCertificateParts,

  certificateIssuedBy(certificate, authority) {
    const issued = partsOf(certificate);
    const issuer = partsOf(authority);
    if (issued === undefined || issuer === undefined || !isAuthority(issuer)) return false;
    if (hex(issued.issuer.whole) !== hex(issuer.subject.whole)) return false;
    const point = pointOf(issuer.key.whole);
    return point !== undefined && isSignedBy(point, issued.signed, issued.signature, 'der');
  },
};
