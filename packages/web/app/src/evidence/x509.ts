import type { Certificate } from '@bondledger/contract';
import { childrenOf, hex, readDer, type Der } from './der.js';

/** X.509, as far as evidence goes: P-256 keys, ECDSA with SHA-256, names, dates, the CA mark. */

const ORGANISATION = '55040a';
const UNIT = '55040b';
const P256 = '2a8648ce3d030107';
const EC_KEY = '2a8648ce3d0201';
const BASIC_CONSTRAINTS = '551d13';
const UTC_TIME = 0x17;
const EXPLICIT_VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const OCTETS = 0x04;
const BOOLEAN = 0x01;

interface Parts {
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly serial: Uint8Array;
  readonly issuer: Der;
  readonly subject: Der;
  readonly validity: readonly Der[];
  readonly key: Der;
  readonly extensions: readonly Der[];
}

/** The parts of a certificate; undefined where the bytes are none. */
export function partsOf(der: Uint8Array): Parts | undefined {
  const outer = readDer(der);
  const [signed, , signature] = outer === undefined ? [] : childrenOf(outer.body);
  if (signed === undefined || signature === undefined) return undefined;
  const fields = childrenOf(signed.body).filter(({ tag }) => tag !== EXPLICIT_VERSION);
  const [serial, , issuer, validity, subject, key] = fields;
  if (!serial || !issuer || !validity || !subject || !key) return undefined;
  const wrapped = fields.find(({ tag }) => tag === EXTENSIONS);
  const list = wrapped === undefined ? undefined : readDer(wrapped.body);
  return {
    signed: signed.whole,
    // A bit string: its first byte counts unused bits.
    signature: signature.body.subarray(1),
    serial: serial.body,
    issuer,
    subject,
    validity: childrenOf(validity.body),
    key,
    extensions: list === undefined ? [] : childrenOf(list.body),
  };
}

const decoder = new TextDecoder();

/** Values of an attribute in a name. */
function attributes(name: Der, wanted: string): readonly string[] {
  return childrenOf(name.body).flatMap((set) =>
    childrenOf(set.body).flatMap((pair) => {
      const [type, value] = childrenOf(pair.body);
      if (type === undefined || value === undefined || hex(type.body) !== wanted) return [];
      return [decoder.decode(value.body)];
    }),
  );
}

/** `260921000000Z` and `20260921000000Z` as `2026-09-21`. */
function dateOf(time: Der | undefined): string {
  const text = time === undefined ? '' : decoder.decode(time.body);
  const full = time?.tag === UTC_TIME ? (Number(text.slice(0, 2)) < 50 ? '20' : '19') + text : text;
  return `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6, 8)}`;
}

/** The point of a P-256 key (65 bytes), or undefined for another kind of key. */
export function pointOf(spki: Uint8Array): Uint8Array | undefined {
  const outer = readDer(spki);
  const [algorithm, key] = outer === undefined ? [] : childrenOf(outer.body);
  if (algorithm === undefined || key === undefined) return undefined;
  const [type, curve] = childrenOf(algorithm.body).map(({ body }) => hex(body));
  return type === EC_KEY && curve === P256 ? key.body.subarray(1) : undefined;
}

const plainSerial = (bytes: Uint8Array): string =>
  hex(bytes[0] === 0 && bytes.length > 1 ? bytes.subarray(1) : bytes).toUpperCase();

export function readCertificateParts(der: Uint8Array): Certificate | undefined {
  const parts = partsOf(der);
  if (parts === undefined) return undefined;
  return {
    organisation: attributes(parts.subject, ORGANISATION)[0] ?? '',
    units: attributes(parts.subject, UNIT),
    spki: new Uint8Array(parts.key.whole),
    isP256: pointOf(parts.key.whole) !== undefined,
    serial: plainSerial(parts.serial),
    notBefore: dateOf(parts.validity[0]),
    notAfter: dateOf(parts.validity[1]),
  };
}

/** Whether it may sign others: the basic constraint CA. */
export function isAuthority({ extensions }: Parts): boolean {
  const constraint = extensions
    .map(({ body }) => childrenOf(body))
    .find(([name]) => name !== undefined && hex(name.body) === BASIC_CONSTRAINTS);
  const octets = constraint?.find(({ tag }) => tag === OCTETS);
  const inner = octets === undefined ? undefined : readDer(octets.body);
  const [mark] = inner === undefined ? [] : childrenOf(inner.body);
  return mark?.tag === BOOLEAN && mark.body[0] === 0xff;
}
