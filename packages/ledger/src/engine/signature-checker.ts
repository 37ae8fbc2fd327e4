import { equalBytes, type Crypto, type SignatureCheck } from '@bondledger/contract';
import { CHECKED_SIGNATURES_MAX } from '../limits.js';
import { SignatureWorker, type Slot } from './signature-worker.js';

interface Posted extends SignatureCheck, Slot {}

/** Checks that were given away together; to be released when nobody asks for them any more. */
export type Ahead = readonly Posted[];

/** Generations are counted so far, then from the beginning. */
const GENERATIONS = 2 ** 28;

const nameOf = (signature: Uint8Array): string =>
  Buffer.from(signature.buffer, signature.byteOffset, signature.length).toString('latin1');

/**
 * Has signatures verified in another thread ahead of time, and answers from there when the
 * contract asks. What is not known yet, or not for exactly these bytes, is computed on the spot:
 * nobody waits, and no result depends on it.
 */
export class SignatureChecker {
  readonly #posted = new Map<string, Posted>();
  readonly #freeSlots: number[] = [];
  #slots = 0;
  #generation = 0;
  #worker: SignatureWorker | undefined;

  /** Gives checks away, as far as there is room. */
  checkAhead(checks: readonly SignatureCheck[]): Ahead {
    const posted: Posted[] = [];
    for (const check of checks) {
      const index = this.#slot();
      if (index === undefined || this.#posted.has(nameOf(check.signature))) continue;
      this.#generation = (this.#generation + 1) % GENERATIONS;
      const entry: Posted = { index, generation: this.#generation, ...check };
      this.#posted.set(nameOf(check.signature), entry);
      posted.push(entry);
    }
    if (posted.length === 0) return posted;
    this.#worker ??= new SignatureWorker(CHECKED_SIGNATURES_MAX);
    this.#worker.post(posted);
    return posted;
  }

  /** Forgets checks that were given away. */
  release(ahead: Ahead): void {
    for (const entry of ahead) {
      this.#worker?.void(entry);
      this.#posted.delete(nameOf(entry.signature));
      this.#freeSlots.push(entry.index);
    }
  }

  /** The crypto port, with signatures answered from the other thread where it was quicker. */
  over(crypto: Crypto): Crypto {
    const verifyEs256 = (spki: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
      this.#answer({ spki, message, signature }) ?? crypto.verifyEs256(spki, message, signature);
    // Passed on one by one: an implementation may be a class with private members.
    return {
      sha256: (data) => crypto.sha256(data),
      hmacSha256: (key, data) => crypto.hmacSha256(key, data),
      hmacSha512: (key, data) => crypto.hmacSha512(key, data),
      aesGcmSeal: (key, nonce, place, plain) => crypto.aesGcmSeal(key, nonce, place, plain),
      aesGcmOpen: (key, place, sealed) => crypto.aesGcmOpen(key, place, sealed),
      verifyEs256,
      readCertificate: (der) => crypto.readCertificate(der),
      certificateIssuedBy: (certificate, authority) =>
        crypto.certificateIssuedBy(certificate, authority),
    };
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.close();
  }

  #answer({ spki, message, signature }: SignatureCheck): boolean | undefined {
    const posted = this.#posted.get(nameOf(signature));
    if (posted === undefined || this.#worker === undefined) return undefined;
    if (!equalBytes(posted.spki, spki) || !equalBytes(posted.message, message)) return undefined;
    const result = this.#worker.result(posted);
    // It is being computed here now: the other thread has better things to do.
    if (result === undefined) this.#worker.void(posted);
    return result;
  }

  #slot(): number | undefined {
    const free = this.#freeSlots.pop();
    if (free !== undefined) return free;
    if (this.#slots >= CHECKED_SIGNATURES_MAX) return undefined;
    this.#slots += 1;
    return this.#slots - 1;
  }
}
