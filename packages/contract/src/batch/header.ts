import { isIsoDate } from '@bondledger/domain';
import { canonicalText, parseCanonical } from '../bytes/canonical.js';
import type { BatchHeader } from './batch.js';

export const BATCH_DOMAIN = 'bondledger/batch/1';

/** Canonical JSON of a header: the bytes that the sender signs. */
export const encodeBatchHeader = (header: BatchHeader): string =>
  canonicalText({
    count: header.count,
    domain: header.domain,
    keyId: header.keyId,
    ledgerId: header.ledgerId,
    participant: header.participant,
    root: header.root,
    validUntil: header.validUntil,
  });

const NAMES = 'count,domain,keyId,ledgerId,participant,root,validUntil';
const HASH = /^[0-9a-f]{64}$/;
const KEY_ID = /^[0-9a-f]{32}$/;

/** The header, or undefined where the text is not one in canonical form. */
export function parseBatchHeader(text: string): BatchHeader | undefined {
  const value = parseCanonical(text);
  if (value === undefined || Object.keys(value).join() !== NAMES) return undefined;
  const { count, domain, keyId, ledgerId, participant, root, validUntil } = value;
  if (typeof count !== 'number' || domain !== BATCH_DOMAIN) return undefined;
  if (typeof keyId !== 'string' || !KEY_ID.test(keyId)) return undefined;
  if (typeof ledgerId !== 'string' || typeof participant !== 'string') return undefined;
  if (typeof root !== 'string' || !HASH.test(root)) return undefined;
  if (typeof validUntil !== 'string' || !isIsoDate(validUntil)) return undefined;
  return { count, domain, keyId, ledgerId, participant, root, validUntil };
}
