import { join } from '../bytes/join.js';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;

/**
 * The header of a channel's block as Fabric hashes and signs it: DER of its number, the hash of
 * the header before it, and the hash of its transactions.
 *
 * @throws RangeError where the number is none.
 */
export const blockHeaderBytes = (
  number: number,
  previous: Uint8Array,
  dataHash: Uint8Array,
): Uint8Array =>
  element(
    SEQUENCE,
    join(
      element(INTEGER, integerBytes(number)),
      element(OCTET_STRING, previous),
      element(OCTET_STRING, dataHash),
    ),
  );

/** A tag, a length below 128, and the content. */
const element = (tag: number, content: Uint8Array): Uint8Array =>
  join(Uint8Array.of(tag, content.length), content);

/** The shortest two's complement of a number from 0 on. */
function integerBytes(number: number): Uint8Array {
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError('no number of a block');
  const bytes: number[] = [];
  for (let rest = BigInt(number); bytes.length === 0 || rest > 0n; rest /= 256n) {
    bytes.unshift(Number(BigInt.asUintN(8, rest)));
  }
  if ((bytes[0] ?? 0) >= 128) bytes.unshift(0);
  return Uint8Array.from(bytes);
}
