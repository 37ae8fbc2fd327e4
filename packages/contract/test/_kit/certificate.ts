import { bits, integer, octets, oid, sequence, set, tlv, utcTime, utf8String, yes } from './der.js';
import { testKey, type TestKey } from './keys.js';

const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2));
const ORGANISATION = oid(0x55, 4, 10);
const COMMON_NAME = oid(0x55, 4, 3);
const BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);

const nameOf = (organisation: string, commonName: string): Uint8Array =>
  sequence(
    set(sequence(ORGANISATION, utf8String(organisation))),
    set(sequence(COMMON_NAME, utf8String(commonName))),
  );

export interface CertificateRequest {
  readonly organisation: string;
  readonly spki: Uint8Array;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly isAuthority?: boolean;
  readonly issuer?: TestAuthority;
}

/** An INTEGER that is not negative: without leading zeros, but for one before a high bit. */
function positive(bytes: Uint8Array): Uint8Array {
  const from = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(from);
  return integer(...((digits[0] ?? 0) > 127 ? [0] : []), ...digits);
}

/** A certificate authority of the tests. */
export interface TestAuthority {
  readonly name: string;
  readonly key: TestKey;
}

export const AUTHORITY: TestAuthority = { name: 'Test authority', key: testKey('authority') };
export const STRANGER: TestAuthority = { name: 'Test authority', key: testKey('stranger') };

/** A certificate, DER. */
export function certify(request: CertificateRequest): Uint8Array {
  const { organisation, spki, isAuthority = false, issuer = AUTHORITY } = request;
  const { notBefore = '2026-01-01', notAfter = '2035-12-31' } = request;
  const constraints = sequence(...(isAuthority ? [yes()] : []));
  const extensions = sequence(sequence(BASIC_CONSTRAINTS, yes(), octets(constraints)));
  const body = sequence(
    tlv(0xa0, integer(2)),
    integer(1 + organisation.length),
    ECDSA_SHA256,
    nameOf('CA', issuer.name),
    sequence(utcTime(notBefore), utcTime(notAfter)),
    isAuthority ? nameOf('CA', organisation) : nameOf(organisation, 'signing key'),
    spki,
    tlv(0xa3, extensions),
  );
  const signature = issuer.key.sign(body);
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)].map(positive);
  return sequence(body, ECDSA_SHA256, bits(sequence(r ?? body, s ?? body)));
}

export const authorityCertificate = ({ name, key }: TestAuthority): Uint8Array =>
  certify({ organisation: name, spki: key.spki, isAuthority: true, issuer: { name, key } });
