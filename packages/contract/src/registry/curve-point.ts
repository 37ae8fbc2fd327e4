import { toHex } from '../bytes/text.js';

/** P-256 (SEC 2, secp256r1): y^2 = x^3 - 3x + b over the field of p. */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** Are these 65 bytes an uncompressed point of P-256? With a key that is none, nobody can agree. */
export function isCurvePoint(bytes: Uint8Array): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  const x = BigInt(`0x${toHex(bytes.subarray(1, 33))}`);
  const y = BigInt(`0x${toHex(bytes.subarray(33))}`);
  if (x >= P || y >= P) return false;
  return (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}
