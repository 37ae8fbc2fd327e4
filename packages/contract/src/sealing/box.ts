import { Scratch } from '../bytes/scratch.js';
import { utf8 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';

/**
 * A box: 12 bytes of nonce, then AES-256-GCM ciphertext and tag. The content is framed by its
 * length (4 bytes) and padded with zeros to a multiple of 256 bytes, so a size says little.
 *
 * The nonce is derived from key, associated data and content (as in RFC 8452's synthetic IV, here
 * by a keyed and truncated SHA-256), so that every endorser makes the same bytes and a repeated
 * nonce can only mean the same box again. A counter would not do: invalidated transactions stay
 * in blocks.
 */
const NONCE_LENGTH = 12;
const PADDING = 256;
const NONCE_TAG = utf8('bondledger/nonce/1');
/** What the nonce is derived from; place and plaintext are sealed out of it. */
const seed = new Scratch();
const opening = new Scratch();

/** Seals `content` under a 32-byte key for the place that `associated` names. */
export const sealBox = (
  crypto: Crypto,
  key: Uint8Array,
  associated: string,
  content: Uint8Array,
): Uint8Array => sealWritten(crypto, key, associated, (scratch) => scratch.bytes(content));

/** The same with a content that `write` puts together in place. */
export function sealWritten(
  crypto: Crypto,
  key: Uint8Array,
  associated: string,
  write: (scratch: Scratch) => void,
): Uint8Array {
  seed.start().bytes(NONCE_TAG).bytes(key).byte(0).byte(0);
  const placeAt = seed.length;
  seed.text(associated);
  const plainAt = seed.length;
  seed.countOfTwoAt(placeAt - 2, plainAt - placeAt);
  seed.count(0);
  write(seed);
  const length = seed.length - plainAt;
  seed.countAt(plainAt, length - 4);
  seed.zeros((PADDING - (length % PADDING)) % PADDING);
  const nonce = crypto.sha256(seed.view()).subarray(0, NONCE_LENGTH);
  return crypto.aesGcmSeal(key, nonce, seed.view(placeAt, plainAt), seed.view(plainAt));
}

/** The content, or undefined where key, place or bytes do not fit. */
export function openBox(
  crypto: Crypto,
  key: Uint8Array,
  associated: string,
  box: Uint8Array,
): Uint8Array | undefined {
  if (box.length < NONCE_LENGTH + 4 || key.length !== 32) return undefined;
  const plain = crypto.aesGcmOpen(key, opening.start().text(associated).view(), box);
  if (plain === undefined || plain.length < 4) return undefined;
  const [first = 0, second = 0, third = 0, fourth = 0] = plain;
  const length = first * 0x1000000 + ((second << 16) | (third << 8) | fourth);
  return length <= plain.length - 4 ? plain.subarray(4, 4 + length) : undefined;
}
