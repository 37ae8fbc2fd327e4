import { createHash, randomUUID } from 'node:crypto';
import type { KeyedWork } from '../http/outcomes.js';
import type { Principal } from '../people/principal.js';

/** Who asks, and by which write: the same again is the same work. */
export interface Asker extends Principal {
  readonly keyed?: KeyedWork | undefined;
}

/**
 * The identifier of what a write makes. One that is sent again after a crash, before its answer was
 * kept, finds by it what it made; a write with anything else in it finds nothing.
 */
export function workId(kind: 'job' | 'approval' | 'token', keyed: KeyedWork | undefined): string {
  if (keyed === undefined) return randomUUID();
  const hash = createHash('sha256').update(`bondledger/work/2\0${kind}\0${keyed.work}`);
  return hash.digest('hex').slice(0, 32);
}
