import { join } from '../bytes/join.js';
import { toBase32, toHex, utf8 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';

/**
 * What two institutions share: 32 bytes from the static ECDH of their registered P-256 sealing
 * keys. Everything else is derived from it, each under a label of its own.
 */
export type PairKey = Uint8Array;

/** HKDF (RFC 5869) of one 32-byte block over an ECDH secret; both ends give the same two codes. */
export function pairKeyOf(
  crypto: Crypto,
  ledgerId: string,
  secret: Uint8Array,
  first: SealingEnd,
  second: SealingEnd,
): PairKey {
  const ends = [first, second].map((end) => `${end.participant}:${end.sealingKeyId}`);
  ends.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const extracted = crypto.hmacSha256(utf8(ledgerId), secret);
  const info = utf8(`bondledger/pair/1|${ends.join('|')}`);
  return crypto.hmacSha256(extracted, join(info, Uint8Array.of(1)));
}

/** Whose sealing key an end of a pair is. */
export interface SealingEnd {
  readonly participant: string;
  readonly sealingKeyId: string;
}

const derive = (crypto: Crypto, pair: PairKey, label: string): Uint8Array =>
  crypto.hmacSha256(pair, label);

/**
 * The trade's identifier, from the pair key of its submitter and KSD: the trade date, and 26
 * base-32 characters that say nothing to anyone else. A duplicate reference meets the same one.
 */
export function tradeIdOf(
  crypto: Crypto,
  pair: PairKey,
  tradeDate: string,
  submitter: string,
  reference: string,
): string {
  const hash = derive(crypto, pair, `trade-id|${tradeDate}|${submitter}|${reference}`);
  return `${tradeDate.replaceAll('-', '')}-${toBase32(hash, 26)}`;
}

/** The key of a trade's core box, from KSD's pair with the seller's keeper: 32 bytes. */
export const coreKeyOf = (crypto: Crypto, pair: PairKey, tradeId: string): Uint8Array =>
  derive(crypto, pair, `core-key|${tradeId}`);
/** The key of the seller's side, from the same pair: 32 bytes. */
export const sellerKeyOf = (crypto: Crypto, pair: PairKey, tradeId: string): Uint8Array =>
  derive(crypto, pair, `seller-key|${tradeId}`);
/** The key of the buyer's side, from KSD's pair with the buyer's keeper: 32 bytes. */
export const buyerKeyOf = (crypto: Crypto, pair: PairKey, tradeId: string): Uint8Array =>
  derive(crypto, pair, `buyer-key|${tradeId}`);

/** The ledger key of a holding, from KSD's pair with its holder. */
export const holdingNameOf = (
  crypto: Crypto,
  pair: PairKey,
  account: string,
  isin: string,
): string => `holding/${toHex(derive(crypto, pair, `holding-name|${account}|${isin}`))}`;

/** The key of the same holding: 32 bytes. */
export const holdingKeyOf = (
  crypto: Crypto,
  pair: PairKey,
  account: string,
  isin: string,
): Uint8Array => derive(crypto, pair, `holding-key|${account}|${isin}`);

/** The key of a chain, from the pair of KSD and BOK: 32 bytes. */
export const chainKeyOf = (crypto: Crypto, pair: PairKey, chainId: string): Uint8Array =>
  derive(crypto, pair, `chain-key|${chainId}`);
/** The key of a payment, from the pair of KSD and BOK: 32 bytes. */
export const paymentKeyOf = (crypto: Crypto, pair: PairKey, paymentNo: string): Uint8Array =>
  derive(crypto, pair, `payment-key|${paymentNo}`);
