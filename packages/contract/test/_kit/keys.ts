import { createECDH, createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A P-256 key pair that is the same in every run: made from its name, for tests only. */
export interface TestKey {
  readonly privateKey: KeyObject;
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
    privateKey,
    spki,
    point,
    scalar,
    sign: (message) => sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    agree: (other) => ecdh.computeSecret(other),
  };
}
