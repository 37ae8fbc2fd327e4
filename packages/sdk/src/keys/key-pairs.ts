import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { keyIdOf, nodeCrypto, toBase64 } from '@bondledger/contract';

/** An institution's signing key, P-256. */
export interface SigningKey {
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER: what a certificate authority is asked to certify. */
  readonly spki: Uint8Array;
  readonly privateKey: KeyObject;
}

/** A key from which pair keys are derived, P-256. */
export interface SealingKey {
  readonly keyId: string;
  /** The public key's 65 uncompressed bytes, base64: what is registered for the institution. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** All private keys of an institution. */
export interface InstitutionKeys {
  readonly participant: string;
  readonly signing: SigningKey;
  /** The one in force. */
  readonly sealing: SealingKey;
  /** Those in force before, the newest first: what was sealed under them stays readable. */
  readonly oldSealing: readonly SealingKey[];
}

/**
 * New keys for an institution that joins. The certificate of the signing key comes from its
 * authority; createKeyStore then puts both away.
 *
 * @example
 * const keys = generateKeys('HBSEC');
 * keys.signing.spki; // to the certificate authority
 * keys.sealing.publicKey; // to the depository, for the registry
 */
export const generateKeys = (participant: string): InstitutionKeys => ({
  participant,
  signing: signingKeyOf(newPrivateKey()),
  sealing: sealingKeyOf(newPrivateKey()),
  oldSealing: [],
});

const newPrivateKey = (): KeyObject =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

const spkiOf = (privateKey: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));

export function signingKeyOf(privateKey: KeyObject): SigningKey {
  const spki = spkiOf(privateKey);
  return { keyId: keyIdOf(nodeCrypto, spki), spki, privateKey };
}

/** An SPKI of P-256 ends with the point: 65 bytes, uncompressed. */
const POINT_LENGTH = 65;

/** A sealing key is identified like a signing key: by the hash of its SPKI. */
export function sealingKeyOf(privateKey: KeyObject): SealingKey {
  const spki = spkiOf(privateKey);
  const publicKey = toBase64(spki.subarray(-POINT_LENGTH));
  return { keyId: keyIdOf(nodeCrypto, spki), publicKey, privateKey };
}

/** PKCS#8 of a private key: DER in base64. */
export const encodePrivateKey = (key: KeyObject): string =>
  key.export({ format: 'der', type: 'pkcs8' }).toString('base64');

/** The P-256 private key that the text holds; undefined where it holds none. */
export function decodePrivateKey(text: string): KeyObject | undefined {
  try {
    const der = Buffer.from(text, 'base64');
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}
