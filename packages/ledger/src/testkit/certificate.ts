import { createPublicKey, sign, type KeyObject } from 'node:crypto';

/** DER, as far as one small certificate needs it. */
const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const VERSION = 0xa0;

const ECDSA_WITH_SHA256 = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
const ORGANISATION = Uint8Array.of(0x55, 0x04, 0x0a);

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from(head), content]);
}

const algorithm = element(SEQUENCE, element(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
const nameOf = (organisation: string): Buffer =>
  element(
    SEQUENCE,
    element(
      SET,
      element(
        SEQUENCE,
        element(OBJECT_IDENTIFIER, ORGANISATION),
        element(UTF8_STRING, Buffer.from(organisation)),
      ),
    ),
  );

/** A certificate (DER) of a P-256 key, signed by itself: for tests only. */
export function selfSigned(organisation: string, privateKey: KeyObject): Uint8Array {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const certificate = element(
    SEQUENCE,
    element(VERSION, element(INTEGER, Uint8Array.of(2))),
    element(INTEGER, Uint8Array.of(1)),
    algorithm,
    nameOf(organisation),
    element(
      SEQUENCE,
      element(UTC_TIME, Buffer.from('180101000000Z')),
      element(UTC_TIME, Buffer.from('400101000000Z')),
    ),
    nameOf(organisation),
    spki,
  );
  const signature = sign('sha256', certificate, privateKey);
  return element(
    SEQUENCE,
    certificate,
    algorithm,
    element(BIT_STRING, Uint8Array.of(0), signature),
  );
}
