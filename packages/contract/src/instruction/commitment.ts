import { join } from '../bytes/join.js';
import { toHex, utf8 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';

/**
 * How KSD and BOK name the trades of a step. A step may cover a whole chain, and its core part is
 * kept in every member's record; so each trade stands in it as a commitment to (tradeId, termsHash,
 * revision), under a key that only those who can open that trade can derive. A member checks its
 * own trade and learns nothing of the others.
 */
export interface CommittedTrade {
  readonly tradeId: string;
  readonly termsHash: string;
  readonly revision: number;
}

const KEY_TAG = utf8('commitment|');

/** The key of one trade's commitment in one instruction; shown in evidence, it opens only that. */
export const commitmentKey = (
  crypto: Crypto,
  coreKey: Uint8Array,
  coreSalt: Uint8Array,
): Uint8Array => crypto.hmacSha256(coreKey, join(KEY_TAG, coreSalt));

/** The commitment: HMAC-SHA-256, hex. */
export const commitmentOf = (crypto: Crypto, key: Uint8Array, trade: CommittedTrade): string =>
  toHex(crypto.hmacSha256(key, `${trade.tradeId}|${trade.termsHash}|${trade.revision.toString()}`));

/** How KSD and BOK name a payment's legs: HMAC-SHA-256 (hex) under the payment's key. */
export const legsCommitment = (
  crypto: Crypto,
  paymentKey: Uint8Array,
  paymentNo: string,
  legs: readonly (readonly [institution: string, amount: string])[],
): string => toHex(crypto.hmacSha256(paymentKey, `legs|${paymentNo}|${JSON.stringify(legs)}`));
