import { createPublicKey, sign } from 'node:crypto';
import {
  canonicalText,
  fromBase64,
  isCurvePoint,
  toBase64,
  utf8,
  type Crypto,
} from '@bondledger/contract';
import type { InstitutionKeys } from './key-pairs.js';

/** The public halves of an institution's keys, as it asks to be registered with them. */
export interface JoinKeys {
  /** SubjectPublicKeyInfo of the signing key, DER in base64. */
  readonly signing: string;
  /** The same of the sealing key. */
  readonly sealing: string;
  /** ES256 by the signing key over code, ledger and both keys: base64. Who asks has the key. */
  readonly possession: string;
}

/** What a join is asked with: the private keys stay where they were made. */
export function joinKeysOf(keys: InstitutionKeys, ledgerId: string): JoinKeys {
  const signing = toBase64(keys.signing.spki);
  const sealing = createPublicKey(keys.sealing.privateKey)
    .export({ format: 'der', type: 'spki' })
    .toString('base64');
  const message = joinMessage(keys.participant, ledgerId, { signing, sealing });
  const key = { key: keys.signing.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return { signing, sealing, possession: toBase64(new Uint8Array(sign('sha256', message, key))) };
}

/** Whether the one who asks holds the signing key, and the sealing key is a point of the curve. */
export function holdsJoinKeys(
  crypto: Crypto,
  code: string,
  ledgerId: string,
  keys: JoinKeys,
): boolean {
  const [signing, sealing, possession] = [keys.signing, keys.sealing, keys.possession].map(
    fromBase64,
  );
  if (signing === undefined || sealing === undefined || possession === undefined) return false;
  if (!isCurvePoint(sealing.subarray(-POINT_BYTES))) return false;
  return crypto.verifyEs256(signing, joinMessage(code, ledgerId, keys), possession);
}

const POINT_BYTES = 65;

const joinMessage = (
  code: string,
  ledgerId: string,
  { signing, sealing }: Pick<JoinKeys, 'signing' | 'sealing'>,
): Uint8Array =>
  utf8(canonicalText({ code, domain: 'bondledger/join/1', ledgerId, sealing, signing }));
