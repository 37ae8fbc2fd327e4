import { join } from '../bytes/join.js';
import type { Crypto } from '../crypto/crypto.js';
import type { PairKey } from './pair-key.js';

/**
 * A grant hands the keys of a trade to one institution without saying to whom:
 * 16 bytes of tag, then the core key and one side key (zeros where none) under a one-time pad.
 *
 * The pad is HMAC-SHA-512 of the pair key over the granting step and the tradeId. What one
 * institution grants another for one step of one trade is always the same bytes, so a pad is never
 * used for two contents; that the keys are right is proved by the boxes that they open.
 */
export const GRANT_LENGTH = 80;
/** Records carry grants in multiples of this, so that their number says little. */
export const GRANTS_TOGETHER = 4;
const TAG_LENGTH = 16;
const KEY_LENGTH = 32;

/** The steps that may hand out keys: a step's grants lie in the record where it wrote them. */
export type GrantStep = 'SUBMIT' | 'CONFIRM' | 'REGRANT';

export interface GrantedKeys {
  readonly coreKey: Uint8Array;
  /** The seller's side key in a SUBMIT's grant, the buyer's in a CONFIRM's. */
  readonly sideKey?: Uint8Array;
}

/** What its receiver recognises a grant by: 16 bytes. */
export const grantTag = (
  crypto: Crypto,
  pair: PairKey,
  step: GrantStep,
  tradeId: string,
): Uint8Array => crypto.hmacSha256(pair, `grant-tag|${step}|${tradeId}`).subarray(0, TAG_LENGTH);

const pad = (crypto: Crypto, pair: PairKey, step: GrantStep, tradeId: string): Uint8Array =>
  crypto.hmacSha512(pair, `grant-pad|${step}|${tradeId}`);

/** One grant, GRANT_LENGTH bytes, for the other institution of the pair. */
export function makeGrant(
  crypto: Crypto,
  pair: PairKey,
  step: GrantStep,
  tradeId: string,
  keys: GrantedKeys,
): Uint8Array {
  const wrapped = pad(crypto, pair, step, tradeId).slice(0, KEY_LENGTH * 2);
  mix(wrapped, keys.coreKey, 0);
  if (keys.sideKey !== undefined) mix(wrapped, keys.sideKey, KEY_LENGTH);
  return join(grantTag(crypto, pair, step, tradeId), wrapped);
}

/** The keys granted under this pair key, or undefined where none of the grants is for it. */
export function openGrant(
  crypto: Crypto,
  pair: PairKey,
  step: GrantStep,
  tradeId: string,
  grants: Uint8Array,
): GrantedKeys | undefined {
  const tag = grantTag(crypto, pair, step, tradeId);
  for (let at = 0; at + GRANT_LENGTH <= grants.length; at += GRANT_LENGTH) {
    if (!liesAt(tag, grants, at)) continue;
    const keys = pad(crypto, pair, step, tradeId).slice(0, KEY_LENGTH * 2);
    mix(keys, grants.subarray(at + TAG_LENGTH, at + GRANT_LENGTH), 0);
    const coreKey = keys.subarray(0, KEY_LENGTH);
    const sideKey = keys.subarray(KEY_LENGTH);
    return sideKey.every((byte) => byte === 0) ? { coreKey } : { coreKey, sideKey };
  }
  return undefined;
}

/** In place: most of what is compared is another institution's. */
function liesAt(bytes: Uint8Array, among: Uint8Array, at: number): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] !== among[at + index]) return false;
  }
  return true;
}

function mix(target: Uint8Array, bytes: Uint8Array, offset: number): void {
  for (let at = 0; at < bytes.length; at += 1) {
    target[offset + at] = (target[offset + at] ?? 0) ^ (bytes[at] ?? 0);
  }
}
