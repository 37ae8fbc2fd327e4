import { randomFillSync } from 'node:crypto';

/** Random bytes are drawn from the system in large pieces: a call of its own for each is dear. */
const POOL_LENGTH = 65_536;

/** Secret random bytes, each handed out once. */
export class RandomPool {
  #pool = new Uint8Array(0);
  #at = 0;

  take(length: number): Uint8Array {
    if (this.#at + length > this.#pool.length) {
      // A new pool each time, never refilled: what was handed out stays as it is.
      this.#pool = randomFillSync(new Uint8Array(Math.max(POOL_LENGTH, length)));
      this.#at = 0;
    }
    const bytes = this.#pool.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }
}
