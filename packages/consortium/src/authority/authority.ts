import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { InstitutionCode } from '@bondledger/domain';
import { ES256, nameOf, passOn, randomSerial, type IssuedCertificate } from './certificate.js';
import { instantsOf, type Validity } from './validity.js';

const { subtle } = webcrypto;

/** Whose signing key is certified, and for how long. */
export interface SigningKeyRequest extends Validity {
  readonly code: InstitutionCode;
  /** The institution's name as the certificate should show it. */
  readonly name: string;
  /** The public key, SPKI in DER. It must lie on P-256. */
  readonly publicKey: Uint8Array;
}

/** An authority at rest: what has to be kept so that it can issue again. */
export interface StoredAuthority {
  /** DER, base64. */
  readonly certificate: string;
  /** PKCS#8 in DER, base64. Whoever holds it can speak for the authority. */
  readonly privateKey: string;
}

/**
 * The demo consortium's certificate authority: one self-signed P-256 root that certifies the
 * institutions' signing keys. It never sees an institution's private key.
 *
 * A production ledger names its institutions' own authorities in its genesis instead.
 */
export interface CertificateAuthority {
  readonly certificate: IssuedCertificate;
  /**
   * Certifies a signing key for `O=<code>, CN=<name> signing key`.
   *
   * @throws RangeError when the dates are malformed or in the wrong order.
   * @throws DOMException when the public key is not an SPKI of P-256.
   */
  certify(request: SigningKeyRequest): Promise<IssuedCertificate>;
  /** What to keep in a safe place to open the authority again. */
  store(): Promise<StoredAuthority>;
}

class Authority implements CertificateAuthority {
  readonly certificate: IssuedCertificate;
  readonly #root: x509.X509Certificate;
  readonly #privateKey: webcrypto.CryptoKey;

  constructor(root: x509.X509Certificate, privateKey: webcrypto.CryptoKey) {
    this.#root = root;
    this.#privateKey = privateKey;
    this.certificate = passOn(root);
  }

  async certify(request: SigningKeyRequest): Promise<IssuedCertificate> {
    const dates = instantsOf(request);
    const spki = Uint8Array.from(request.publicKey);
    const publicKey = await subtle.importKey('spki', spki, ES256, true, ['verify']);
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: randomSerial(),
      subject: nameOf(request.code, `${request.name} signing key`),
      issuer: this.#root.subjectName,
      ...dates,
      publicKey,
      signingKey: this.#privateKey,
      signingAlgorithm: ES256,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(
          x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
          true,
        ),
        await x509.SubjectKeyIdentifierExtension.create(publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(this.#root.publicKey),
      ],
    });
    return passOn(certificate);
  }

  async store(): Promise<StoredAuthority> {
    const pkcs8 = await subtle.exportKey('pkcs8', this.#privateKey);
    return {
      certificate: this.certificate.der,
      privateKey: Buffer.from(pkcs8).toString('base64'),
    };
  }
}

/**
 * A new authority with a new key.
 *
 * @example
 * const authority = await createAuthority({
 *   name: 'Demo consortium CA',
 *   notBefore: '2026-01-01',
 *   notAfter: '2035-12-31',
 * });
 * @throws RangeError when the dates are malformed or in the wrong order.
 */
export const createAuthority = async (
  options: Validity & { readonly name: string },
): Promise<CertificateAuthority> => {
  const dates = instantsOf(options);
  const keys = await subtle.generateKey(ES256, true, ['sign', 'verify']);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    name: nameOf(undefined, options.name),
    ...dates,
    keys,
    signingAlgorithm: ES256,
    extensions: [
      // Path length 0: this root certifies keys, never another authority.
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return new Authority(root, keys.privateKey);
};

/**
 * The authority that `store` put away.
 *
 * @throws Error when the certificate or the key cannot be read.
 */
export const openAuthority = async (stored: StoredAuthority): Promise<CertificateAuthority> => {
  const root = new x509.X509Certificate(stored.certificate);
  const pkcs8 = Buffer.from(stored.privateKey, 'base64');
  const privateKey = await subtle.importKey('pkcs8', pkcs8, ES256, true, ['sign']);
  return new Authority(root, privateKey);
};
