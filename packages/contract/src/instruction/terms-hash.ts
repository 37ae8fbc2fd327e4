import { encodeTerms, type Terms, type TermsWire } from '@bondledger/domain';
import { canonicalText } from '../bytes/canonical.js';
import { toHex } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';

const isRead = (terms: Terms | TermsWire): terms is Terms => typeof terms.faceAmount === 'bigint';

/** SHA-256 (hex) of the canonical { ledgerId, terms, tradeId }: what every side signs. */
export function termsHashOf(
  crypto: Crypto,
  ledgerId: string,
  tradeId: string,
  terms: Terms | TermsWire,
): string {
  const wire = isRead(terms) ? encodeTerms(terms) : terms;
  return toHex(crypto.sha256(canonicalText({ ledgerId, terms: wire, tradeId })));
}
