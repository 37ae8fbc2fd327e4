import { fromBase64, join, toBase64 } from '@bondledger/contract';

const HASH_BYTES = 32;

/** A path as evidence writes it: hashes of 32 bytes, the lowest first, joined, base64. */
export const encodePath = (path: readonly Uint8Array[]): string => toBase64(join(...path));

/** The hashes of a path, or undefined where the text is none. */
export function decodePath(text: string): readonly Uint8Array[] | undefined {
  const bytes = fromBase64(text);
  if (bytes === undefined || bytes.length % HASH_BYTES !== 0) return undefined;
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

/**
 * The least number of entries of a tree in which the path of an entry has this length; undefined
 * where there is none. All numbers that fit give the same shape of tree around the path, so whoever
 * does not know the number can take this one.
 *
 * From the entry up, a node that is not the last of its level has a sibling; from the level on
 * where it is the last, it has one only where its place is odd.
 */
export function entriesFor(index: number, length: number): number | undefined {
  let above = index;
  for (let level = 0; level <= length; level += 1) {
    if (level + onesOf(above) === length) {
      // One level below there is still a node to the right, and as few entries under it as can be.
      return level === 0 ? index + 1 : above * 2 ** level + 2 ** (level - 1) + 1;
    }
    above = Math.floor(above / 2);
  }
  return undefined;
}

function onesOf(number: number): number {
  let ones = 0;
  for (let rest = number; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}
