import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { equalBytes, type Crypto, type SignatureCheck } from '@bondledger/contract';
import { CHECKED_SIGNATURES_MAX, SIGNATURE_CHECKS_IN_FLIGHT, SIGNERS_HELD } from '../limits.js';

interface Checked extends SignatureCheck {
  readonly isGood: boolean;
}

const textOfBytes = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/**
 * Verifies signatures in other threads ahead of time, and answers from memory when the contract
 * asks. What it has not checked, or not for exactly these bytes, is computed on the spot: no
 * result depends on it.
 */
export class SignatureChecker {
  readonly #keys = new Map<string, KeyObject>();
  readonly #checked = new Map<string, Checked>();
  readonly #waiting: (() => void)[] = [];
  #inFlight = 0;

  /** Answers when all have been checked. Never rejects. */
  async checkAhead(checks: readonly SignatureCheck[]): Promise<void> {
    await Promise.all(checks.map((check) => this.#enqueue(check)));
  }

  /** The crypto port, with signatures answered from what was checked ahead. */
  over(crypto: Crypto): Crypto {
    const verifyEs256 = (spki: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
      this.#answer({ spki, message, signature }) ?? crypto.verifyEs256(spki, message, signature);
    return {
      sha256: (data) => crypto.sha256(data),
      hmacSha256: (key, data) => crypto.hmacSha256(key, data),
      hmacSha512: (key, data) => crypto.hmacSha512(key, data),
      aesGcmSeal: (key, nonce, associated, plain) =>
        crypto.aesGcmSeal(key, nonce, associated, plain),
      aesGcmOpen: (key, associated, sealed) =>
        crypto.aesGcmOpen(key, associated, sealed),
      verifyEs256,
      readCertificate: (der) => crypto.readCertificate(der),
      certificateIssuedBy: (certificate, authority) =>
        crypto.certificateIssuedBy(certificate, authority),
    };
  }

  /** Each answer is given once: the same signature is not asked for twice, except by a replay. */
  #answer({ spki, message, signature }: SignatureCheck): boolean | undefined {
    const name = textOfBytes(signature);
    const known = this.#checked.get(name);
    if (known === undefined) return undefined;
    if (!equalBytes(known.spki, spki) || !equalBytes(known.message, message)) return undefined;
    this.#checked.delete(name);
    return known.isGood;
  }

  #enqueue(check: SignatureCheck): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        this.#inFlight += 1;
        this.#verify(check, (isGood) => {
          this.#inFlight -= 1;
          if (isGood !== undefined) this.#remember({ ...check, isGood });
          resolve();
          this.#next();
        });
      });
      this.#next();
    });
  }

  /** Few at a time: the threads that verify are the threads that flush. */
  #next(): void {
    if (this.#inFlight < SIGNATURE_CHECKS_IN_FLIGHT) this.#waiting.shift()?.();
  }

  #verify(
    { spki, message, signature }: SignatureCheck,
    done: (isGood: boolean | undefined) => void,
  ): void {
    try {
      const key = { key: this.#key(spki), dsaEncoding: 'ieee-p1363' } as const;
      verify('sha256', message, key, signature, (error, isGood) => {
        done(error === null ? isGood : undefined);
      });
    } catch {
      // Not a key, or not a signature: the contract will say so when it asks.
      done(undefined);
    }
  }

  #remember(checked: Checked): void {
    if (this.#checked.size >= CHECKED_SIGNATURES_MAX) this.#checked.clear();
    this.#checked.set(textOfBytes(checked.signature), checked);
  }

  #key(spki: Uint8Array): KeyObject {
    const name = textOfBytes(spki);
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    if (this.#keys.size >= SIGNERS_HELD) this.#keys.clear();
    this.#keys.set(name, key);
    return key;
  }
}
