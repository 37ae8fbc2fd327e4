import { canonicalText, isObject, parseCanonical } from '@bondledger/contract';

export const KEY_STORE_FORMAT = 'bondledger/keystore/1';

/** How the passphrase becomes a key (RFC 7914). */
export interface KeyStoreKdf {
  readonly N: number;
  readonly name: 'scrypt';
  readonly p: number;
  readonly r: number;
  /** base64 */
  readonly salt: string;
}

/** What a key store says in the clear; none of it can be changed unnoticed. */
export interface KeyStoreHeader {
  readonly certificate: string;
  readonly format: typeof KEY_STORE_FORMAT;
  readonly kdf: KeyStoreKdf;
  readonly keyId: string;
  /** 12 bytes, base64. */
  readonly nonce: string;
  readonly participant: string;
  readonly sealing: { readonly keyId: string; readonly publicKey: string };
}

export interface KeyStoreFile extends KeyStoreHeader {
  /** AES-256-GCM over the private keys, tag last, base64; the header is the associated data. */
  readonly sealed: string;
}

/** Every member in canonical order; `sealed` is left out where it is undefined. */
const membersOf = (header: KeyStoreHeader, sealed: string | undefined): object => ({
  certificate: header.certificate,
  format: header.format,
  kdf: {
    N: header.kdf.N,
    name: header.kdf.name,
    p: header.kdf.p,
    r: header.kdf.r,
    salt: header.kdf.salt,
  },
  keyId: header.keyId,
  nonce: header.nonce,
  participant: header.participant,
  sealed,
  sealing: { keyId: header.sealing.keyId, publicKey: header.sealing.publicKey },
});

/** Canonical JSON of the header: the associated data. */
export const encodeKeyStoreHeader = (header: KeyStoreHeader): string =>
  canonicalText(membersOf(header, undefined));

/** The file's text: canonical JSON and one line feed. */
export const encodeKeyStore = (file: KeyStoreFile): string =>
  `${canonicalText(membersOf(file, file.sealed))}\n`;

const NAMES = 'certificate,format,kdf,keyId,nonce,participant,sealed,sealing';

/** The file, or undefined where the text is not one, character for character. */
export function parseKeyStore(text: string): KeyStoreFile | undefined {
  const value = text.endsWith('\n') ? parseCanonical(text.slice(0, -1)) : undefined;
  if (value === undefined || Object.keys(value).join() !== NAMES) return undefined;
  const { certificate, format, keyId, nonce, participant, sealed, sealing } = value;
  const kdf = parseKdf(value['kdf']);
  if (format !== KEY_STORE_FORMAT || kdf === undefined || !isObject(sealing)) return undefined;
  if (Object.keys(sealing).join() !== 'keyId,publicKey') return undefined;
  const { keyId: sealingKeyId, publicKey } = sealing;
  if (typeof certificate !== 'string' || typeof keyId !== 'string') return undefined;
  if (typeof nonce !== 'string' || typeof participant !== 'string') return undefined;
  if (typeof sealed !== 'string' || typeof sealingKeyId !== 'string') return undefined;
  if (typeof publicKey !== 'string') return undefined;
  return {
    certificate,
    format,
    kdf,
    keyId,
    nonce,
    participant,
    sealed,
    sealing: { keyId: sealingKeyId, publicKey },
  };
}

/** The least and the most work that a file may ask for: a forged one must not stop the machine. */
const COST_MIN = 2 ** 14;
const COST_MAX = 2 ** 20;
const BLOCK_SIZE = 8;

function parseKdf(value: unknown): KeyStoreKdf | undefined {
  if (!isObject(value) || Object.keys(value).join() !== 'N,name,p,r,salt') return undefined;
  const { N, name, p, r, salt } = value;
  if (typeof N !== 'number' || N < COST_MIN || N > COST_MAX || (N & (N - 1)) !== 0) {
    return undefined;
  }
  if (name !== 'scrypt' || p !== 1 || r !== BLOCK_SIZE || typeof salt !== 'string') {
    return undefined;
  }
  return { N, name, p, r, salt };
}
