import { createHash, randomUUID } from 'node:crypto';
import type { Principal } from '../people/principal.js';

/** Who asks, and under which key: the same again is the same work. */
export interface Asker extends Pick<Principal, 'kind' | 'id' | 'institution'> {
  readonly idempotencyKey?: string | undefined;
}

/**
 * The identifier of a job or an approval. A write that is sent again after a crash, before its
 * answer was kept, finds by it what it made.
 */
export function workId(kind: 'job' | 'approval', asker: Asker): string {
  if (asker.idempotencyKey === undefined) return randomUUID();
  const parts = [kind, asker.institution, asker.kind, asker.id, asker.idempotencyKey];
  const hash = createHash('sha256').update(`bondledger/work/1\0${parts.join('\0')}`);
  return hash.digest('hex').slice(0, 32);
}
