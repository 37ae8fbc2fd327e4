import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { jsonText, writePrivate, writePublic } from '../configuration/write-file.js';
import type { KeyPair } from './authority.js';

/** The certificates of an institution's two authorities: for identities and for TLS. */
export interface Authorities {
  readonly identities: KeyPair;
  readonly tls: KeyPair;
}

/** Fabric reads an identity's role from its certificate's organisational unit. */
const role = (name: string): { Certificate: string; OrganizationalUnitIdentifier: string } => ({
  Certificate: 'cacerts/ca.pem',
  OrganizationalUnitIdentifier: name,
});

const ROLES = jsonText({
  NodeOUs: {
    Enable: true,
    ClientOUIdentifier: role('client'),
    PeerOUIdentifier: role('peer'),
    AdminOUIdentifier: role('admin'),
    OrdererOUIdentifier: role('orderer'),
  },
});

/** Where an MSP folder holds its lists of revoked identities. */
export const revocationsOf = (folder: string): string => join(folder, 'crls');

/**
 * Writes the MSP folder by which others know an institution. It holds no key.
 *
 * @param revocations Lists of revoked identities, PEM, by file name.
 */
export function writePublicMsp(
  folder: string,
  authorities: Authorities,
  revocations: ReadonlyMap<string, string>,
): void {
  rmSync(revocationsOf(folder), { recursive: true, force: true });
  for (const [name, list] of revocations) writePublic(join(revocationsOf(folder), name), list);
  writePublic(join(folder, 'cacerts', 'ca.pem'), authorities.identities.certificate);
  writePublic(join(folder, 'tlscacerts', 'tls-ca.pem'), authorities.tls.certificate);
  writePublic(join(folder, 'config.yaml'), ROLES);
}

/** Writes the MSP folder of one identity, with its private key. */
export function writeIdentity(folder: string, authorities: Authorities, identity: KeyPair): void {
  writePrivate(join(folder, 'keystore', 'key.pem'), identity.privateKey);
  writePrivate(join(folder, 'cacerts', 'ca.pem'), authorities.identities.certificate);
  writePrivate(join(folder, 'tlscacerts', 'tls-ca.pem'), authorities.tls.certificate);
  writePrivate(join(folder, 'config.yaml'), ROLES);
  // Last, since it is what says that the folder is whole.
  writePrivate(join(folder, 'signcerts', 'cert.pem'), identity.certificate);
}

/** Writes a key for TLS. */
export function writeTls(folder: string, pair: KeyPair): void {
  writePrivate(join(folder, 'key.pem'), pair.privateKey);
  writePrivate(join(folder, 'cert.pem'), pair.certificate);
}
