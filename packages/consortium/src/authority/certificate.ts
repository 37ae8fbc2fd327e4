import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A certificate in the two forms in which it is passed on. */
export interface IssuedCertificate {
  /** DER, base64 on one line. */
  readonly der: string;
  readonly pem: string;
  /** Hexadecimal, as the certificate carries it. */
  readonly serialNumber: string;
}

/** What every certificate and key of this authority is made with: ECDSA on P-256 with SHA-256. */
export const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

// The library asks for a provider once; Node's own is the only one used here.
x509.cryptoProvider.set(webcrypto);

/** 16 random bytes as a positive number: RFC 5280 allows 20, unpredictable and never zero. */
export const randomSerial = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
};

/** A name given as typed values, since the library's string form reads quotes as its own. */
export const nameOf = (organisation: string | undefined, commonName: string): x509.Name =>
  new x509.Name([
    ...(organisation === undefined ? [] : [{ O: [{ utf8String: organisation }] }]),
    { CN: [{ utf8String: commonName }] },
  ]);

export const passOn = (certificate: x509.X509Certificate): IssuedCertificate => ({
  der: Buffer.from(certificate.rawData).toString('base64'),
  pem: `${certificate.toString('pem')}\n`,
  serialNumber: certificate.serialNumber,
});
