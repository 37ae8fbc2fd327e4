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
import { Slab } from '../bytes/slab.js';
import type { Certificate, Crypto } from './crypto.js';

const NONCE_LENGTH = 12;
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

/** A certificate reads well and its key does not where the key is no point of its curve. */
function publicKeyOf(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}

function readCertificate(der: Uint8Array): Certificate | undefined {
  const certificate = certificateOf(der);
  const key = certificate && publicKeyOf(certificate);
  if (certificate === undefined || key === undefined) return undefined;
  const organisation = /^O=(.*)$/m.exec(certificate.subject)?.[1] ?? '';
  return {
    organisation,
    units: Array.from(certificate.subject.matchAll(/^OU=(.*)$/gm), ([, unit = '']) => unit),
    spki: new Uint8Array(key.export({ format: 'der', type: 'spki' })),
    isP256: key.asymmetricKeyDetails?.namedCurve === 'prime256v1',
    serial: certificate.serialNumber,
    notBefore: isoDate(certificate.validFrom),
    notAfter: isoDate(certificate.validTo),
  };
}

/** Most boxes are copied into a record at once, and gone. */
const boxes = new Slab(16_384);

const LONGEST_DIGEST = 64;
/** Where digests are written before they are handed out. */
const digests = Buffer.alloc(LONGEST_DIGEST);
const ofLength = (length: number): Uint8Array =>
  new Uint8Array(digests.buffer, digests.byteOffset, length);

/**
 * Hashes at once. Node hands a digest out as a string in a third of the time that a buffer takes,
 * and small arrays made here live and die on the heap.
 */
function hasherOf(
  algorithm: 'sha256' | 'sha512',
  length: number,
): (data: Uint8Array | string) => Uint8Array {
  const written = ofLength(length);
  return (data) => {
    digests.write(hash(algorithm, data, 'binary'), 0, length, 'latin1');
    const bytes = new Uint8Array(length);
    bytes.set(written);
    return bytes;
  };
}

const SHORT_MESSAGE = 1024;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
const encoder = new TextEncoder();

/**
 * RFC 2104 on two one-shot hashes: an Hmac object costs twice as much as the work it does. The pads
 * are written into memory that is used again and again.
 */
function hmacOf(
  algorithm: 'sha256' | 'sha512',
  block: number,
  digest: number,
): (key: Uint8Array, data: Uint8Array | string) => Uint8Array {
  const sum = hasherOf(algorithm, digest);
  const inner = new Uint8Array(block + SHORT_MESSAGE * 3);
  const message = inner.subarray(block);
  const outer = Buffer.alloc(block + digest);
  return (key, data) => {
    if (key.length > block || data.length > SHORT_MESSAGE) {
      return createHmac(algorithm, key).update(data).digest();
    }
    inner.fill(INNER_PAD, 0, block);
    outer.fill(OUTER_PAD, 0, block);
    for (let at = 0; at < key.length; at += 1) {
      const byte = key[at] ?? 0;
      inner[at] = byte ^ INNER_PAD;
      outer[at] = byte ^ OUTER_PAD;
    }
    let { length } = data;
    if (typeof data === 'string') length = encoder.encodeInto(data, message).written;
    else message.set(data);
    const within = hash(algorithm, inner.subarray(0, block + length), 'binary');
    outer.write(within, block, digest, 'latin1');
    return sum(outer);
  };
}

/** The port on Node's own cryptography. */
export const nodeCrypto: Crypto = {
  sha256: hasherOf('sha256', 32),
  hmacSha256: hmacOf('sha256', 64, 32),
  hmacSha512: hmacOf('sha512', 128, 64),

  aesGcmSeal(key, nonce, associated, plain) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(associated);
    const sealed = cipher.update(plain);
    cipher.final();
    const box = boxes.take(nonce.length + sealed.length + TAG_LENGTH);
    box.set(nonce);
    box.set(sealed, nonce.length);
    box.set(cipher.getAuthTag(), nonce.length + sealed.length);
    return box;
  },

  aesGcmOpen(key, associated, sealed) {
    const end = sealed.length - TAG_LENGTH;
    if (end < NONCE_LENGTH) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_LENGTH));
    decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(end));
    const plain = decipher.update(sealed.subarray(NONCE_LENGTH, end));
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
