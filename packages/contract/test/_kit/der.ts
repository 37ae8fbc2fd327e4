/** As much of DER (X.690) as a certificate needs. */

const lengthOf = (length: number): number[] => {
  if (length < 128) return [length];
  return length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
};

export const tlv = (tag: number, ...contents: readonly Uint8Array[]): Uint8Array => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag, ...lengthOf(content.length)), content]);
};

export const sequence = (...contents: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...contents);
export const set = (...contents: readonly Uint8Array[]): Uint8Array => tlv(0x31, ...contents);
export const integer = (...bytes: readonly number[]): Uint8Array => tlv(2, Uint8Array.from(bytes));
export const oid = (...bytes: readonly number[]): Uint8Array => tlv(6, Uint8Array.from(bytes));
export const utf8String = (text: string): Uint8Array => tlv(12, Buffer.from(text));
export const octets = (content: Uint8Array): Uint8Array => tlv(4, content);
export const bits = (content: Uint8Array): Uint8Array => tlv(3, Uint8Array.of(0), content);
export const yes = (): Uint8Array => tlv(1, Uint8Array.of(255));

/** Midnight of a date (UTC), years 2000 to 2049. */
export const utcTime = (date: string): Uint8Array =>
  tlv(23, Buffer.from(`${date.slice(2).replaceAll('-', '')}000000Z`));
