import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import * as x509 from '@peculiar/x509';

const BEGIN = '-----BEGIN X509 CRL-----';
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';

/**
 * The lists (PEM, by file name) by which an institution's authority has revoked identities. Fabric
 * passes over a list that it cannot use, and then trusts what was revoked: here it is an error.
 *
 * @param authority PEM of the certificate of the authority.
 * @throws BondledgerError REVOCATION_LIST_WRONG names a file that is no list of the authority.
 */
export async function revocationLists(
  folder: string,
  authority: string,
): Promise<ReadonlyMap<string, string>> {
  const lists = new Map<string, string>();
  if (!existsSync(folder)) return lists;
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const list = readFileSync(path, 'utf8');
    if (!(await isListOf(authority, list))) {
      throw new BondledgerError({ code: 'REVOCATION_LIST_WRONG', params: { path } });
    }
    lists.set(name, list);
  }
  return lists;
}

/** Fabric knows a list by this beginning, and its authority by the key identifier. */
async function isListOf(authority: string, text: string): Promise<boolean> {
  if (!text.startsWith(BEGIN)) return false;
  try {
    const list = new x509.X509Crl(text);
    if (list.getExtension(AUTHORITY_KEY_IDENTIFIER) === null) return false;
    const publicKey = new x509.X509Certificate(authority);
    return await list.verify({ publicKey }, webcrypto);
  } catch {
    return false;
  }
}
