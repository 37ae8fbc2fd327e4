type Value = Uint8Array | number;

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;
const TAG_MAX = 0xffff_ffff;
const NOTHING = new Uint8Array(0);

/**
 * A protobuf message, read strictly as far as its readers must agree on it: numbers have their
 * shortest form, and a field that is asked for as one stands there once at most. Every method
 * throws a RangeError on bytes that are none.
 */
export class Message {
  readonly #fields: readonly { readonly number: number; readonly value: Value }[];

  constructor(bytes: Uint8Array) {
    const fields: { readonly number: number; readonly value: Value }[] = [];
    const reader = new Reader(bytes);
    while (!reader.done) {
      const tag = reader.varint();
      if (tag > TAG_MAX) throw new RangeError('no field of protobuf');
      fields.push({ number: tag >>> 3, value: reader.value(tag % 8) });
    }
    this.#fields = fields;
  }

  /** The numbers of its fields, in the order of the bytes. */
  get order(): readonly number[] {
    return this.#fields.map(({ number }) => number);
  }

  /** The bytes of a field; none where it is absent. Views, not copies. */
  bytes(number: number): Uint8Array {
    const [value = NOTHING, ...others] = this.all(number);
    if (others.length > 0) throw new RangeError('a field stands twice');
    return value;
  }

  text(number: number): string {
    return textIn(this.bytes(number));
  }

  /** A repeated field of bytes. */
  all(number: number): readonly Uint8Array[] {
    return this.#values(number).map((value) => {
      if (typeof value === 'number') throw new RangeError('a number where bytes belong');
      return value;
    });
  }

  /** A field with a number; 0 where it is absent. */
  number(number: number): number {
    const [value = 0, ...others] = this.#values(number);
    if (others.length > 0 || typeof value !== 'number') throw new RangeError('no single number');
    return value;
  }

  message(number: number): Message {
    return new Message(this.bytes(number));
  }

  #values(number: number): readonly Value[] {
    return this.#fields.flatMap((field) => (field.number === number ? [field.value] : []));
  }
}

function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RangeError('a text is not UTF-8');
  }
}

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#take(1)[0] ?? 0;
      value += (byte & 127) * factor;
      if (!Number.isSafeInteger(value)) throw new RangeError('a number is too large');
      if (byte >= 128) continue;
      if (byte === 0 && factor > 1) throw new RangeError('a number is longer than it needs');
      return value;
    }
  }

  value(wireType: number): Value {
    if (wireType === VARINT) return this.varint();
    if (wireType === BYTES) return this.#take(this.varint());
    if (wireType === FIXED_64) return this.#take(8);
    if (wireType === FIXED_32) return this.#take(4);
    throw new RangeError('no field of protobuf');
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('the bytes end too early');
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}
