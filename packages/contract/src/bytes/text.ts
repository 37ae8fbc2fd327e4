/** Bytes to and from text, without any platform's own buffer type. */

const HEX_TEXT = /^(?:[0-9a-f]{2})*$/;
/** Without groups: long texts would exhaust the stack. The length is checked beside it. */
const BASE64_TEXT = /^[A-Za-z0-9+/]*={0,2}$/;
/** How many bytes go through one call: far below any limit on arguments. */
const CHUNK = 4096;
/** Crockford's base 32: no I, L, O, U. */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A text's UTF-8 bytes; half a surrogate pair becomes U+FFFD. */
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** The text, or undefined where the bytes are not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Character codes of hex digits that are put together, used again and again. */
const digits: number[] = [];

/** Lower-case hex, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  if (bytes.length > CHUNK) return toHex(bytes.subarray(0, CHUNK)) + toHex(bytes.subarray(CHUNK));
  digits.length = bytes.length * 2;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    digits[at * 2] = digit(byte >> 4);
    digits[at * 2 + 1] = digit(byte & 15);
  }
  // One flat text: pieces joined with + are joined again by everyone who reads it.
  return String.fromCharCode(...digits);
}

const digit = (value: number): number => (value < 10 ? 48 + value : 87 + value);

/** 0-9 are 48-57, a-f are 97-102. */
const nibble = (code: number): number => (code < 58 ? code - 48 : code - 87);

/** The bytes of lower-case hex, or undefined. */
export function fromHex(text: string): Uint8Array | undefined {
  if (!HEX_TEXT.test(text)) return undefined;
  const bytes = new Uint8Array(text.length >> 1);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = (nibble(text.charCodeAt(at * 2)) << 4) | nibble(text.charCodeAt(at * 2 + 1));
  }
  return bytes;
}

/** Standard base 64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

/** The bytes of base 64, or undefined where the text is not its one canonical form. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !BASE64_TEXT.test(text)) return undefined;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return btoa(binary) === text ? bytes : undefined;
}

/** The first `length` base-32 characters of the bytes' bits, the highest first. */
export function toBase32(bytes: Uint8Array, length: number): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += BASE32.charAt((held >> bits) & 31);
    }
  }
  return text;
}

/** Are they the same bytes? It takes as long wherever they differ. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at += 1) difference |= (left[at] ?? 0) ^ (right[at] ?? 0);
  return difference === 0;
}
