import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A certificate and its private key (PKCS#8), both in PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly privateKey: string;
}

/** From when to when a certificate holds. */
export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What an authority is asked to certify a new key for. */
export interface Request extends Validity {
  readonly institution: string;
  readonly commonName: string;
  /** Fabric reads an identity's role from it; TLS certificates have none. */
  readonly role?: 'admin' | 'client' | 'peer' | 'orderer';
  /** DNS names and IP addresses of the other end of a TLS connection. */
  readonly tls?: { readonly names: readonly string[] };
}

const { subtle } = webcrypto;
const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** Hosts' clocks may differ by so much when a network starts. */
const CLOCK_MARGIN_MS = 3_600_000;

x509.cryptoProvider.set(webcrypto);

export const validFor = (days: number, now: Date): Validity => ({
  notBefore: new Date(now.getTime() - CLOCK_MARGIN_MS),
  notAfter: new Date(now.getTime() + days * DAY_MS),
});

/** A new self-signed authority of an institution. */
export async function createAuthority(
  institution: string,
  commonName: string,
  validity: Validity,
): Promise<KeyPair> {
  const keys = await subtle.generateKey(ES256, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    name: nameOf(institution, undefined, commonName),
    ...wholeSeconds(validity),
    keys,
    signingAlgorithm: ES256,
    extensions: [
      // Path length 0: it certifies keys, never another authority.
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return pairOf(certificate, keys.privateKey);
}

/** A new key, certified by an authority. */
export async function certify(authority: KeyPair, request: Request): Promise<KeyPair> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const signingKey = await subtle.importKey(
    'pkcs8',
    x509.PemConverter.decodeFirst(authority.privateKey),
    ES256,
    false,
    ['sign'],
  );
  const keys = await subtle.generateKey(ES256, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: nameOf(request.institution, request.role, request.commonName),
    issuer: issuer.subjectName,
    ...wholeSeconds(request),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ES256,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ...tlsExtensions(request.tls),
    ],
  });
  return pairOf(certificate, keys.privateKey);
}

/** A node is server to some and client to others, with one certificate. */
const tlsExtensions = (tls: Request['tls']): readonly x509.Extension[] =>
  tls === undefined
    ? []
    : [
        new x509.ExtendedKeyUsageExtension([
          x509.ExtendedKeyUsage.serverAuth,
          x509.ExtendedKeyUsage.clientAuth,
        ]),
        new x509.SubjectAlternativeNameExtension(
          tls.names.map((value) => ({ type: isAddress(value) ? 'ip' : 'dns', value })),
        ),
      ];

const isAddress = (name: string): boolean => /^[\d.]+$/.test(name) || name.includes(':');

const nameOf = (institution: string, role: string | undefined, commonName: string): x509.Name =>
  new x509.Name([
    { O: [{ utf8String: institution }] },
    ...(role === undefined ? [] : [{ OU: [{ utf8String: role }] }]),
    { CN: [{ utf8String: commonName }] },
  ]);

/** X.509 knows no fractions of a second. */
const wholeSeconds = ({ notBefore, notAfter }: Validity): Validity => ({
  notBefore: new Date(Math.floor(notBefore.getTime() / 1000) * 1000),
  notAfter: new Date(Math.floor(notAfter.getTime() / 1000) * 1000),
});

/** 16 random bytes as a positive number: RFC 5280 allows 20, unpredictable and never zero. */
const randomSerial = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
};

const pairOf = async (
  certificate: x509.X509Certificate,
  privateKey: webcrypto.CryptoKey,
): Promise<KeyPair> => {
  const pkcs8 = await subtle.exportKey('pkcs8', privateKey);
  return {
    certificate: `${certificate.toString('pem')}\n`,
    privateKey: `${x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`,
  };
};
