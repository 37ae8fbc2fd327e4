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
const scratch = new Scratch();

/** Seals `content` under a 32-byte key for the place that `associated` names. */
export function sealBox(
  crypto: Crypto,
  key: Uint8Array,
  associated: string,
  content: Uint8Array,
): Uint8Array {
  const place = utf8(associated);
  scratch.start().bytes(NONCE_TAG).bytes(key);
  scratch
    .byte(place.length >> 8)
    .byte(place.length & 255)
    .bytes(place);
  const from = scratch.length;
  const rest = (content.length + 4) % PADDING;
  scratch
    .count(content.length)
    .bytes(content)
    .zeros(rest === 0 ? 0 : PADDING - rest);
  const nonce = crypto.sha256(scratch.view()).subarray(0, NONCE_LENGTH);
  return crypto.aesGcmSeal(key, nonce, place, scratch.view(from));
}

/** The content, or undefined where key, place or bytes do not fit. */
export function openBox(
  crypto: Crypto,
  key: Uint8Array,
  associated: string,
  box: Uint8Array,
): Uint8Array | undefined {
  if (box.length < NONCE_LENGTH + 4 || key.length !== 32) return undefined;
  const plain = crypto.aesGcmOpen(key, utf8(associated), box);
  if (plain === undefined || plain.length < 4) return undefined;
  const [first = 0, second = 0, third = 0, fourth = 0] = plain;
  const length = first * 0x1000000 + ((second << 16) | (third << 8) | fourth);
  return length <= plain.length - 4 ? plain.subarray(4, 4 + length) : undefined;
}
