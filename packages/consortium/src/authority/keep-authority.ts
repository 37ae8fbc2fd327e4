import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { writeNewFile } from '@bondledger/files';
import { openAuthority, type CertificateAuthority } from './authority.js';

/** Where an authority lies: two files of a folder that only its owner may enter. */
export interface AuthorityFiles {
  /** PEM. */
  readonly authorityCertificate: string;
  /** PKCS#8 in PEM, encrypted under a passphrase (PBES2, AES-256): other tools read it too. */
  readonly authorityKey: string;
}

/** Puts an authority away so that it can certify whoever joins later. */
export async function keepAuthority(
  files: AuthorityFiles,
  authority: CertificateAuthority,
  passphrase: string,
): Promise<void> {
  const { privateKey } = await authority.store();
  const der = Buffer.from(privateKey, 'base64');
  const sealed = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({
    cipher: 'aes-256-cbc',
    format: 'pem',
    passphrase,
    type: 'pkcs8',
  });
  await mkdir(dirname(files.authorityKey), { mode: 0o700 });
  await writeNewFile(files.authorityKey, Buffer.from(sealed));
  await writeNewFile(files.authorityCertificate, Buffer.from(authority.certificate.pem));
}

/**
 * The authority that was kept.
 *
 * @throws BondledgerError KEYSTORE_UNREADABLE where it is not there; KEYSTORE_PASSPHRASE_WRONG
 * where the passphrase does not open its key.
 */
export async function openKeptAuthority(
  files: AuthorityFiles,
  passphrase: string,
): Promise<CertificateAuthority> {
  const key = await readPem(files.authorityKey);
  const certificate = new X509Certificate(await readPem(files.authorityCertificate));
  return openAuthority({
    certificate: certificate.raw.toString('base64'),
    privateKey: decrypted(key, passphrase, files.authorityKey),
  });
}

function decrypted(pem: string, passphrase: string, path: string): string {
  try {
    const key = createPrivateKey({ key: pem, format: 'pem', passphrase });
    return key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  } catch (cause) {
    throw new BondledgerError({ code: 'KEYSTORE_PASSPHRASE_WRONG', params: { path } }, { cause });
  }
}

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new BondledgerError({ code: 'KEYSTORE_UNREADABLE', params: { path } }, { cause });
  }
}
