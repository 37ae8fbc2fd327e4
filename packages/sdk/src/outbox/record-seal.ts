import { createCipheriv, createDecipheriv } from 'node:crypto';
import { RandomPool } from '../keys/random-pool.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals records under the outbox's key: 12 random bytes of nonce, ciphertext, tag; the record's
 * number is the associated data, so that none can stand for another.
 */
export class RecordSeal {
  readonly #key: Uint8Array;
  readonly #random = new RandomPool();

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  seal(number: number, parts: readonly Uint8Array[]): Buffer {
    const nonce = this.#random.take(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce);
    cipher.setAAD(associated(number));
    const sealed = cipher.update(Buffer.concat(parts));
    return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]);
  }

  /** The plaintext, or undefined where key, number or bytes do not fit. */
  open(number: number, sealed: Uint8Array): Buffer | undefined {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associated(number));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
      return plain;
    } catch {
      return undefined;
    }
  }
}

const associated = (number: number): Buffer =>
  Buffer.from(`bondledger/outbox/1|${number}`, 'latin1');
