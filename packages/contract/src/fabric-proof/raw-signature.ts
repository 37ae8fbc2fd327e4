const SEQUENCE = 0x30;
const INTEGER = 0x02;
const HALF = 32;

/**
 * An ECDSA signature on P-256 in DER, as Fabric has them, as r and s in 64 bytes; undefined where
 * the bytes are not the one encoding of a signature.
 */
export function rawSignature(der: Uint8Array): Uint8Array | undefined {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2) return undefined;
  const lengthOfR = der[3] ?? 0;
  const r = halfOf(der.subarray(2, 4 + lengthOfR));
  const s = halfOf(der.subarray(4 + lengthOfR));
  if (r === undefined || s === undefined) return undefined;
  const raw = new Uint8Array(2 * HALF);
  raw.set(r, HALF - r.length);
  raw.set(s, 2 * HALF - s.length);
  return raw;
}

/** The digits of a positive INTEGER in its shortest form, without the byte for the sign. */
function halfOf(integer: Uint8Array): Uint8Array | undefined {
  const [tag, length, first = 0, second = 0] = integer;
  if (tag !== INTEGER || length !== integer.length - 2 || length === 0) return undefined;
  if (first >= 128 || (first === 0 && second < 128)) return undefined;
  const digits = integer.subarray(first === 0 ? 3 : 2);
  return digits.length > HALF ? undefined : digits;
}
