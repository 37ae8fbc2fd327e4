import { join } from '../bytes/join.js';
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

function padded(content: Uint8Array): Uint8Array {
  const length = content.length;
  const plain = new Uint8Array((((length + 4 + PADDING - 1) / PADDING) | 0) * PADDING);
  plain[0] = length >>> 24;
  plain[1] = (length >>> 16) & 255;
  plain[2] = (length >>> 8) & 255;
  plain[3] = length & 255;
  plain.set(content, 4);
  return plain;
}

/** Seals `content` under a 32-byte key for the place that `associated` names. */
export function sealBox(
  crypto: Crypto,
  key: Uint8Array,
  associated: string,
  content: Uint8Array,
): Uint8Array {
  const place = utf8(associated);
  const plain = padded(content);
  const seed = join(
    NONCE_TAG,
    key,
    Uint8Array.of(place.length >> 8, place.length & 255),
    place,
    plain,
  );
  const nonce = crypto.sha256(seed).subarray(0, NONCE_LENGTH);
  return join(nonce, crypto.aesGcmSeal(key, nonce, place, plain));
}

/** The content, or undefined where key, place or bytes do not fit. */
export function openBox(
  crypto: Crypto,
  key: Uint8Array,
  associated: string,
  box: Uint8Array,
): Uint8Array | undefined {
  if (box.length < NONCE_LENGTH + 4 || key.length !== 32) return undefined;
  const nonce = box.subarray(0, NONCE_LENGTH);
  const sealed = box.subarray(NONCE_LENGTH);
  const plain = crypto.aesGcmOpen(key, nonce, utf8(associated), sealed);
  if (plain === undefined || plain.length < 4) return undefined;
  const [first = 0, second = 0, third = 0, fourth = 0] = plain;
  const length = first * 0x1000000 + ((second << 16) | (third << 8) | fourth);
  return length <= plain.length - 4 ? plain.subarray(4, 4 + length) : undefined;
}
