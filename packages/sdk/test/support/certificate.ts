import { createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';

/**
 * Certificates for tests, written out in DER: a root, and what it certifies. Just what X.509 v3
 * asks for, valid from 2020 to 2039.
 */
const element = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts);
const oid = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'));
const bits = (content: Uint8Array): Buffer => element(0x03, Buffer.of(0), content);

const ORGANISATION = oid('55040a');
const COMMON_NAME = oid('550403');
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
/** Basic constraints, critical: a certificate authority. */
const AUTHORITY = element(
  0xa3,
  sequence(
    sequence(
      oid('551d13'),
      element(0x01, Buffer.of(255)),
      element(0x04, sequence(element(0x01, Buffer.of(255)))),
    ),
  ),
);

const nameOf = (attribute: Buffer, text: string): Buffer =>
  sequence(element(0x31, sequence(attribute, element(0x0c, Buffer.from(text)))));

const VALIDITY = sequence(
  element(0x17, Buffer.from('200101000000Z')),
  element(0x17, Buffer.from('391231235959Z')),
);

function certificate(
  issuer: Buffer,
  subject: Buffer,
  spki: Uint8Array,
  signer: KeyObject,
  ...extensions: readonly Buffer[]
): string {
  const serial = Buffer.concat([Buffer.of(0x40), randomBytes(15)]);
  const signed = sequence(
    element(0xa0, element(0x02, Buffer.of(2))),
    element(0x02, serial),
    ECDSA_WITH_SHA256,
    issuer,
    VALIDITY,
    subject,
    spki,
    ...extensions,
  );
  const signature = sign('sha256', signed, signer);
  return sequence(signed, ECDSA_WITH_SHA256, bits(signature)).toString('base64');
}

export interface TestAuthority {
  /** DER, base64. */
  readonly certificate: string;
  /** A certificate (DER, base64) of a signing key (SPKI) for an institution. */
  readonly certify: (code: string, spki: Uint8Array) => string;
}

export function testAuthority(privateKey: KeyObject, name = 'Test CA'): TestAuthority {
  const issuer = nameOf(COMMON_NAME, name);
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    certificate: certificate(issuer, issuer, spki, privateKey, AUTHORITY),
    certify: (code, key) => certificate(issuer, nameOf(ORGANISATION, code), key, privateKey),
  };
}
