import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Random bytes are drawn for many entries at a time: a call of its own for each is dear. */
const NONCES_DRAWN = 256;

/**
 * Seals entries under the outbox's key: 12 random bytes of nonce, ciphertext, tag; the entry's
 * identifier is the associated data, so that none can stand for another.
 */
export class EntrySeal {
  readonly #key: Uint8Array;
  #nonces = Buffer.alloc(0);

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  seal(id: number, bytes: Uint8Array): Uint8Array {
    const nonce = this.#nonce();
    const cipher = createCipheriv(CIPHER, this.#key, nonce);
    cipher.setAAD(associated(id));
    const sealed = cipher.update(bytes);
    return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]);
  }

  /** The entry's bytes, or undefined where key, identifier or bytes do not fit. */
  open(id: number, sealed: Uint8Array): Uint8Array | undefined {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associated(id));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
      return new Uint8Array(plain);
    } catch {
      return undefined;
    }
  }

  #nonce(): Buffer {
    if (this.#nonces.length === 0) {
      this.#nonces = randomFillSync(Buffer.alloc(NONCES_DRAWN * NONCE_BYTES));
    }
    const nonce = this.#nonces.subarray(0, NONCE_BYTES);
    this.#nonces = this.#nonces.subarray(NONCE_BYTES);
    return nonce;
  }
}

function associated(id: number): Buffer {
  const bytes = Buffer.from('bondledger/outbox/1|--------', 'latin1');
  bytes.writeBigUInt64BE(BigInt(id), bytes.length - 8);
  return bytes;
}
