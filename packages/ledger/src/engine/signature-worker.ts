import { Worker } from 'node:worker_threads';
import type { SignatureCheck } from '@bondledger/contract';

/** What stands in a slot, under the generation of the check that has the slot. */
export const PENDING = 0;
export const GOOD = 1;
export const BAD = 2;
/** Nobody needs the result any more, or the check could not be made. */
export const VOID = 3;
const CODES = 4;

/** A check that another thread was given: where its result will stand. */
export interface Slot {
  readonly index: number;
  readonly generation: number;
}

/**
 * The other thread, as text: so it runs alike from the build, from a bundle and from the source.
 * It works from the last check of a message to the first, while the thread that sent it goes the
 * other way: they meet in the middle.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { createPublicKey, verify } = require('node:crypto');
const results = new Int32Array(workerData);
const keys = new Map();
function keyOf(spki) {
  const name = spki.toString('latin1');
  let key = keys.get(name);
  if (key === undefined) {
    key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    if (keys.size >= 1024) keys.clear();
    keys.set(name, key);
  }
  return { key, dsaEncoding: 'ieee-p1363' };
}
function check(bytes, lengths, at, offset) {
  const [spki, message, signature] = lengths.subarray(at + 2, at + 5);
  const middle = offset + spki;
  const end = middle + message;
  const key = keyOf(bytes.subarray(offset, middle));
  const made = bytes.subarray(end, end + signature);
  const isGood = verify('sha256', bytes.subarray(middle, end), key, made);
  return isGood ? ${GOOD.toString()} : ${BAD.toString()};
}
parentPort.on('message', ({ packed, lengths }) => {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  let offset = bytes.length;
  for (let at = lengths.length - 5; at >= 0; at -= 5) {
    offset -= lengths[at + 2] + lengths[at + 3] + lengths[at + 4];
    const slot = lengths[at];
    const none = lengths[at + 1] * ${CODES.toString()};
    if (Atomics.load(results, slot) === none + ${VOID.toString()}) continue;
    let result = ${VOID.toString()};
    try {
      result = check(bytes, lengths, at, offset);
    } catch {}
    Atomics.store(results, slot, none + result);
  }
});
`;

/**
 * Verifies signatures in another thread and leaves the results in shared memory, where they are
 * found without waiting and without a message back.
 */
export class SignatureWorker {
  readonly #results: Int32Array;
  readonly #worker: Worker;
  #hasFailed = false;

  constructor(slots: number) {
    const shared = new SharedArrayBuffer(slots * Int32Array.BYTES_PER_ELEMENT);
    this.#results = new Int32Array(shared);
    this.#worker = new Worker(PROGRAM, { eval: true, workerData: shared });
    // Nobody waits for it, so it keeps no process alive; without it results are computed here.
    this.#worker.unref();
    this.#worker.on('error', () => {
      this.#hasFailed = true;
    });
  }

  /** Gives it checks; each has a slot of its own. */
  post(checks: readonly (SignatureCheck & Slot)[]): void {
    if (this.#hasFailed) return;
    const lengths = new Int32Array(checks.length * 5);
    const parts: Uint8Array[] = [];
    checks.forEach(({ index, generation, spki, message, signature }, at) => {
      Atomics.store(this.#results, index, generation * CODES + PENDING);
      lengths.set([index, generation, spki.length, message.length, signature.length], at * 5);
      parts.push(spki, message, signature);
    });
    this.#worker.postMessage({ packed: Buffer.concat(parts), lengths });
  }

  /** The result, or undefined where there is none yet. */
  result({ index, generation }: Slot): boolean | undefined {
    const found = Atomics.load(this.#results, index) - generation * CODES;
    return found === GOOD ? true : found === BAD ? false : undefined;
  }

  /** Nobody needs the result any more: it is left out if it has not been begun. */
  void({ index, generation }: Slot): void {
    Atomics.store(this.#results, index, generation * CODES + VOID);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
