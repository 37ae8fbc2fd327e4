import { encodeTerms, type Terms } from '@bondledger/domain';
import { canonicalText } from '../bytes/canonical.js';
import { toHex, utf8 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';

/** SHA-256 (hex) of the canonical { ledgerId, terms, tradeId }: what every side signs. */
export function termsHashOf(
  crypto: Crypto,
  ledgerId: string,
  tradeId: string,
  terms: Terms,
): string {
  const text = canonicalText({ ledgerId, terms: encodeTerms(terms), tradeId });
  return toHex(crypto.sha256(utf8(text)));
}
