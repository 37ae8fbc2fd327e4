import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  PemConverter,
  X509Certificate,
  X509CrlGenerator,
} from '@peculiar/x509';
import type { KeyPair } from '../../src/certificates/authority.js';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

interface RevocationOptions {
  /** Does the list say whose it is? */
  readonly isNamed?: boolean;
  readonly label?: string;
}

/** A list (PEM) of an authority that revokes certificates of its own. */
export async function revocationList(
  authority: KeyPair,
  revoked: readonly string[],
  { isNamed = true, label = 'X509 CRL' }: RevocationOptions = {},
): Promise<string> {
  const issuer = new X509Certificate(authority.certificate);
  const pkcs8 = PemConverter.decodeFirst(authority.privateKey);
  const signingKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, ES256, false, ['sign']);
  const list = await X509CrlGenerator.create(
    {
      issuer: issuer.subjectName,
      thisUpdate: new Date(Date.now() - 60_000),
      nextUpdate: new Date(Date.now() + 86_400_000),
      signingAlgorithm: ES256,
      signingKey,
      entries: revoked.map((certificate) => ({
        serialNumber: new X509Certificate(certificate).serialNumber,
        revocationDate: new Date(Date.now() - 60_000),
      })),
      extensions: isNamed ? [await AuthorityKeyIdentifierExtension.create(issuer.publicKey)] : [],
    },
    webcrypto,
  );
  return `${PemConverter.encode(list.rawData, label)}\n`;
}
