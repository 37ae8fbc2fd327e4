import { createPublicKey, diffieHellman, sign, type KeyObject } from 'node:crypto';
import { BondledgerError } from '@bondledger/domain';
import type { InstitutionKeys } from './key-pairs.js';
import type { Signer } from './signer.js';

/**
 * A signer whose private keys are in this process: what an opened key store is, and what a test
 * makes from generated keys.
 *
 * @param certificate The signing key's certificate, DER in base64. It is not checked here.
 */
export const memorySigner = (keys: InstitutionKeys, certificate: string): Signer => ({
  participant: keys.participant,
  keyId: keys.signing.keyId,
  certificate,
  sealing: { keyId: keys.sealing.keyId, publicKey: keys.sealing.publicKey },
  sign: (bytes) => signEs256(keys.signing.privateKey, bytes),
  derive: (publicKey) => deriveSecret(keys.sealing.privateKey, publicKey),
});

/**
 * In this thread: handing a signature to another one and its answer back takes longer than making
 * it.
 */
const signEs256 = (key: KeyObject, bytes: Uint8Array): Promise<Uint8Array> =>
  new Promise((resolve) => {
    resolve(new Uint8Array(sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })));
  });

/**
 * The x coordinate of the shared point, 32 bytes.
 *
 * Rejects with FIELD_INVALID where the bytes are no point of P-256: a point beside the curve could
 * draw the private key out bit by bit.
 */
const deriveSecret = (privateKey: KeyObject, point: Uint8Array): Promise<Uint8Array> =>
  new Promise((resolve) => {
    const publicKey = publicKeyOf(point);
    resolve(new Uint8Array(diffieHellman({ privateKey, publicKey })));
  });

const UNCOMPRESSED = 4;
const POINT_LENGTH = 65;

function publicKeyOf(point: Uint8Array): KeyObject {
  const wrong = { code: 'FIELD_INVALID', params: { field: 'publicKey' } } as const;
  if (point.length !== POINT_LENGTH || point[0] !== UNCOMPRESSED) throw new BondledgerError(wrong);
  const base64Url = (from: number, to: number): string =>
    Buffer.from(point.subarray(from, to)).toString('base64url');
  try {
    return createPublicKey({
      key: { kty: 'EC', crv: 'P-256', x: base64Url(1, 33), y: base64Url(33, 65) },
      format: 'jwk',
    });
  } catch (cause) {
    throw new BondledgerError(wrong, { cause });
  }
}
