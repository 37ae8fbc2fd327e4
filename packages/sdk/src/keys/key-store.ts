import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { BondledgerError } from '@bondledger/domain';
import {
  canonicalText,
  equalBytes,
  fromBase64,
  isObject,
  nodeCrypto,
  utf8,
} from '@bondledger/contract';
import { writeNewFile } from '@bondledger/files';
import {
  decodePrivateKey,
  encodePrivateKey,
  sealingKeyOf,
  signingKeyOf,
  type InstitutionKeys,
} from './key-pairs.js';
import {
  encodeKeyStore,
  encodeKeyStoreHeader,
  KEY_STORE_FORMAT,
  parseKeyStore,
  type KeyStoreFile,
  type KeyStoreHeader,
  type KeyStoreKdf,
} from './key-store-file.js';
import { memorySigner } from './memory-signer.js';
import type { Signer } from './signer.js';

/** About 50 ms and 32 MB on the machines of today. */
const SCRYPT_COST = 2 ** 15;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/**
 * Puts an institution's private keys away under a passphrase, in a new file that only its owner may
 * read. The file is whole or absent, whatever happens meanwhile, and never replaces another one.
 *
 * @param certificate The signing key's certificate, DER in base64.
 * @throws BondledgerError CERTIFICATE_INVALID where it is not of this key and this institution;
 * KEYSTORE_EXISTS where the file is there already; FILE_UNWRITABLE where it cannot be written.
 *
 * @example
 * await createKeyStore('hbsec.keys', passphrase, generateKeys('HBSEC'), certificate);
 */
export async function createKeyStore(
  path: string,
  passphrase: string,
  keys: InstitutionKeys,
  certificate: string,
): Promise<void> {
  const text = await sealKeyStore(passphrase, keys, certificate);
  try {
    await writeNewFile(path, utf8(text));
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const code = isThere ? 'KEYSTORE_EXISTS' : 'FILE_UNWRITABLE';
    throw new BondledgerError({ code, params: { path } }, { cause });
  }
}

/**
 * The text of a key store, for whoever carries it to where it belongs.
 *
 * @param certificate The signing key's certificate, DER in base64.
 * @throws BondledgerError CERTIFICATE_INVALID where it is not of this key and this institution
 */
export async function sealKeyStore(
  passphrase: string,
  keys: InstitutionKeys,
  certificate: string,
): Promise<string> {
  const read = nodeCrypto.readCertificate(fromBase64(certificate) ?? new Uint8Array(0));
  const isOurs =
    read?.organisation === keys.participant && equalBytes(read.spki, keys.signing.spki);
  if (!isOurs) throw new BondledgerError({ code: 'CERTIFICATE_INVALID' });
  const header: KeyStoreHeader = {
    certificate,
    format: KEY_STORE_FORMAT,
    kdf: { N: SCRYPT_COST, name: 'scrypt', p: 1, r: 8, salt: randomText(SALT_BYTES) },
    keyId: keys.signing.keyId,
    nonce: randomText(NONCE_BYTES),
    participant: keys.participant,
    sealing: { keyId: keys.sealing.keyId, publicKey: keys.sealing.publicKey },
  };
  const key = await passphraseKey(passphrase, header.kdf);
  return encodeKeyStore({ ...header, sealed: seal(key, header, privateText(keys)) });
}

/**
 * The signer that a key store holds.
 *
 * @throws BondledgerError KEYSTORE_UNREADABLE where there is no such file or it is none of this
 * format; KEYSTORE_PASSPHRASE_WRONG where the passphrase does not open it or any of it was changed.
 */
export async function openKeyStore(path: string, passphrase: string): Promise<Signer> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new BondledgerError({ code: 'KEYSTORE_UNREADABLE', params: { path } }, { cause });
  }
  const file = parseKeyStore(text);
  if (file === undefined) {
    throw new BondledgerError({ code: 'KEYSTORE_UNREADABLE', params: { path } });
  }
  const plain = open(await passphraseKey(passphrase, file.kdf), file);
  const keys = plain === undefined ? undefined : keysOf(file, plain);
  if (keys === undefined) {
    throw new BondledgerError({ code: 'KEYSTORE_PASSPHRASE_WRONG', params: { path } });
  }
  return memorySigner(keys, file.certificate);
}

const randomText = (length: number): string => randomBytes(length).toString('base64');

/** The same passphrase typed on another system may come composed otherwise; NFC makes it one. */
const passphraseKey = (passphrase: string, { N, p, r, salt }: KeyStoreKdf): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 256 * N * r };
    const password = passphrase.normalize('NFC');
    scrypt(password, Buffer.from(salt, 'base64'), 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

function seal(key: Buffer, header: KeyStoreHeader, plain: string): string {
  const cipher = createCipheriv(CIPHER, key, Buffer.from(header.nonce, 'base64'));
  cipher.setAAD(utf8(encodeKeyStoreHeader(header)));
  const sealed = [cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
  key.fill(0);
  return Buffer.concat(sealed).toString('base64');
}

function open(key: Buffer, file: KeyStoreFile): string | undefined {
  const nonce = fromBase64(file.nonce);
  const sealed = fromBase64(file.sealed);
  if (nonce?.length !== NONCE_BYTES || sealed === undefined || sealed.length < TAG_BYTES) {
    return undefined;
  }
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(utf8(encodeKeyStoreHeader(file)));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return (
      decipher.update(sealed.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    );
  } catch {
    return undefined;
  } finally {
    key.fill(0);
  }
}

/** The sealed part: PKCS#8 of the signing key and of every sealing key, the one in force first. */
const privateText = ({ signing, sealing, oldSealing }: InstitutionKeys): string =>
  canonicalText({
    sealing: [sealing, ...oldSealing].map(({ privateKey }) => encodePrivateKey(privateKey)),
    signing: encodePrivateKey(signing.privateKey),
  });

function keysOf(file: KeyStoreFile, plain: string): InstitutionKeys | undefined {
  const value: unknown = JSON.parse(plain);
  if (!isObject(value)) return undefined;
  const { sealing, signing } = value;
  const signingKey = typeof signing === 'string' ? decodePrivateKey(signing) : undefined;
  if (signingKey === undefined || !Array.isArray(sealing)) return undefined;
  const sealingKeys = [];
  for (const text of sealing as readonly unknown[]) {
    const key = typeof text === 'string' ? decodePrivateKey(text) : undefined;
    if (key === undefined) return undefined;
    sealingKeys.push(sealingKeyOf(key));
  }
  const [current, ...oldSealing] = sealingKeys;
  if (current === undefined) return undefined;
  const { participant } = file;
  return { participant, signing: signingKeyOf(signingKey), sealing: current, oldSealing };
}
