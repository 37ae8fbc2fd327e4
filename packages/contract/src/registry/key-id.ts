import { toHex } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';

/** A key's identifier: the first 16 bytes of the SHA-256 of its public key (SPKI, DER), hex. */
export const keyIdOf = (crypto: Crypto, spki: Uint8Array): string =>
  toHex(crypto.sha256(spki).subarray(0, 16));
