import { createECDH, createHash, createHmac, createPrivateKey, createPublicKey } from 'node:crypto';

/**
 * A P-256 key pair that is the same in every run, made from its name, and that signs the same bytes
 * alike: for tests only.
 */
export interface TestKey {
  readonly spki: Uint8Array;
  /** 65 uncompressed bytes. */
  readonly point: Uint8Array;
  /** The private scalar, 32 bytes. */
  readonly scalar: Uint8Array;
  /** ES256: r and s. */
  sign(message: Uint8Array): Uint8Array;
  /** ECDH with another's point: the shared x coordinate. */
  agree(point: Uint8Array): Uint8Array;
}

/** The order of the group of P-256. */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const bytesOf = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

/** By Euclid. */
function inverse(value: bigint): bigint {
  let [r, next, t, after] = [ORDER, value % ORDER, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, after] = [after, t - quotient * after];
  }
  return t < 0n ? t + ORDER : t;
}

/** ECDSA (FIPS 186-5) whose number used once comes from key and message, as in RFC 6979. */
function signAlike(scalar: Uint8Array, message: Uint8Array): Uint8Array {
  const digest = createHash('sha256').update(message).digest();
  const once = createHmac('sha256', scalar).update(digest).digest();
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(once);
  const r = numberOf(ecdh.getPublicKey().subarray(1, 33)) % ORDER;
  const s = (inverse(numberOf(once)) * (numberOf(digest) + r * numberOf(scalar))) % ORDER;
  return Buffer.concat([bytesOf(r), bytesOf(s)]);
}

export function testKey(name: string): TestKey {
  const scalar = createHash('sha256').update(`a test key, never to be trusted: ${name}`).digest();
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: scalar.toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    spki,
    point,
    scalar,
    sign: (message) => signAlike(scalar, message),
    agree: (other) => ecdh.computeSecret(other),
  };
}
