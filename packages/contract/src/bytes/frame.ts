/**
 * Length-prefixed frames: 4 bytes of length (big-endian), then the bytes. No two lists of frames
 * share their bytes, so nothing can be moved across a border without changing a hash.
 */
export class FrameWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  frame(bytes: Uint8Array): this {
    return this.count(bytes.length).raw(bytes);
  }

  /** A number from 0 to 2^32 - 1 in 4 bytes. */
  count(value: number): this {
    const bytes = new Uint8Array(4);
    bytes[0] = value >>> 24;
    bytes[1] = (value >>> 16) & 255;
    bytes[2] = (value >>> 8) & 255;
    bytes[3] = value & 255;
    return this.raw(bytes);
  }

  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return this;
  }

  bytes(): Uint8Array {
    const joined = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }
}

/** Reads what FrameWriter wrote. Throws a RangeError on bytes that end too early. */
export class FrameReader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  frame(): Uint8Array {
    return this.raw(this.count());
  }

  count(): number {
    const bytes = this.raw(4);
    const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
    return first * 0x1000000 + ((second << 16) | (third << 8) | fourth);
  }

  raw(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('the bytes end too early');
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}
