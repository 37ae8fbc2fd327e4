import { Scratch } from './scratch.js';

/**
 * Length-prefixed frames: 4 bytes of length (big-endian), then the bytes. No two lists of frames
 * share their bytes, so nothing can be moved across a border without changing a hash.
 */
export class FrameWriter {
  readonly #scratch = free.pop() ?? new Scratch();

  constructor() {
    this.#scratch.start();
  }

  /** A frame: the length in 4 bytes, then the bytes. */
  frame(bytes: Uint8Array): this {
    this.#scratch.frame(bytes);
    return this;
  }

  /** A frame with a text's UTF-8 bytes. */
  text(text: string): this {
    this.#scratch.framed(text);
    return this;
  }

  /** A frame with all that `write` adds. */
  nested(write: (writer: this) => void): this {
    const at = this.#scratch.length;
    this.#scratch.count(0);
    write(this);
    this.#scratch.countAt(at, this.#scratch.length - at - 4);
    return this;
  }

  /** A number from 0 to 2^32 - 1 in 4 bytes. */
  count(value: number): this {
    this.#scratch.count(value);
    return this;
  }

  /** Bytes as they are, without their length. */
  raw(bytes: Uint8Array): this {
    this.#scratch.bytes(bytes);
    return this;
  }

  /** Begins anew in the same memory. */
  start(): this {
    this.#scratch.start();
    return this;
  }

  /** The frames in place: good until the next `start`. */
  view(): Uint8Array {
    return this.#scratch.view();
  }

  /** The frames, once: the memory goes to the next writer. */
  bytes(): Uint8Array {
    const bytes = this.#scratch.copy();
    if (free.length < KEPT && bytes.length <= KEPT_LENGTH) free.push(this.#scratch);
    return bytes;
  }
}

/** Scratches between two writers; the largest are let go. */
const free: Scratch[] = [];
const KEPT = 4;
const KEPT_LENGTH = 4 * 1024 * 1024;

/** Reads what FrameWriter wrote. Throws a RangeError on bytes that end too early. */
export class FrameReader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Were all bytes read? */
  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** The next frame without its length: a view of the bytes. Throws a RangeError. */
  frame(): Uint8Array {
    return this.raw(this.count());
  }

  /** The next 4 bytes as a number. Throws a RangeError. */
  count(): number {
    const bytes = this.raw(4);
    const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
    return first * 0x1000000 + ((second << 16) | (third << 8) | fourth);
  }

  /** The next `length` bytes: a view of them. Throws a RangeError. */
  raw(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('the bytes end too early');
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}
