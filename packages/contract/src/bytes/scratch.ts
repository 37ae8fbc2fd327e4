const encoder = new TextEncoder();
const FIRST_LENGTH = 8192;

/**
 * A stretch of memory in which bytes are put together, used again and again: an array of its own
 * for every hash input costs more than the hash. A view is good until the next `start`.
 */
export class Scratch {
  #bytes = new Uint8Array(FIRST_LENGTH);
  #length = 0;

  start(): this {
    this.#length = 0;
    return this;
  }

  get length(): number {
    return this.#length;
  }

  bytes(part: Uint8Array): this {
    this.#reserve(part.length);
    this.#bytes.set(part, this.#length);
    this.#length += part.length;
    return this;
  }

  text(part: string): this {
    // No UTF-16 unit takes more than three bytes.
    this.#reserve(part.length * 3);
    const { written } = encoder.encodeInto(part, this.#bytes.subarray(this.#length));
    this.#length += written;
    return this;
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
    return this;
  }

  /** A number from 0 to 2^32 - 1 in 4 bytes, the highest first. */
  count(value: number): this {
    this.#reserve(4);
    this.countAt(this.#length, value);
    this.#length += 4;
    return this;
  }

  countAt(at: number, value: number): void {
    this.#bytes[at] = value >>> 24;
    this.#bytes[at + 1] = (value >>> 16) & 255;
    this.#bytes[at + 2] = (value >>> 8) & 255;
    this.#bytes[at + 3] = value & 255;
  }

  countOfTwoAt(at: number, value: number): void {
    this.#bytes[at] = (value >>> 8) & 255;
    this.#bytes[at + 1] = value & 255;
  }

  /** Bytes behind their length in 4 bytes. */
  frame(part: Uint8Array): this {
    return this.count(part.length).bytes(part);
  }

  /** A text's UTF-8 bytes behind their length in 4 bytes. */
  framed(part: string): this {
    const at = this.#length;
    this.count(0).text(part);
    this.countAt(at, this.#length - at - 4);
    return this;
  }

  zeros(count: number): this {
    this.#reserve(count);
    this.#bytes.fill(0, this.#length, this.#length + count);
    this.#length += count;
    return this;
  }

  /** What was put together, in place. */
  view(from = 0, to = this.#length): Uint8Array {
    return this.#bytes.subarray(from, to);
  }

  /** A copy of it, to keep. */
  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.view());
    this.#bytes = larger;
  }
}
