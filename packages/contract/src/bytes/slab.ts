/**
 * Memory for many small arrays, cut from larger pieces, each part once. One of its own for
 * each costs more than what is written into it, and many small ones that come and go leave holes.
 * A piece lives as long as one of its parts, so parts of one piece should be born and die together.
 */
export class Slab {
  readonly #length: number;
  #piece: Uint8Array;
  #end = 0;

  /** @param length of a piece; what is larger than a quarter of it gets memory of its own. */
  constructor(length: number) {
    this.#length = length;
    this.#piece = new Uint8Array(0);
  }

  /** `length` bytes, zero, that nobody else has. */
  take(length: number): Uint8Array {
    if (length > this.#length >> 2) return new Uint8Array(length);
    if (this.#end + length > this.#piece.length) {
      this.#piece = new Uint8Array(this.#length);
      this.#end = 0;
    }
    this.#end += length;
    return this.#piece.subarray(this.#end - length, this.#end);
  }
}
