import type { Database } from '@bondledger/database';
import { participantKey, readRegistry, type ParticipantRecord } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Institution, Transport } from '@bondledger/sdk';
import { ServedDesks } from '../desks/served-desks.js';
import { openReadModel } from './open-read-model.js';

export interface RebuildTablesOptions {
  readonly institution: Institution;
  readonly transport: Transport;
  readonly database: Database;
  /** Told of the newest block that was read, and of the one that is the aim. */
  readonly onProgress?: (height: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Builds the tables of one institution anew where no server is at work, and answers the height that
 * they reach.
 *
 * @throws BondledgerError DATABASE_DOWN, PARTICIPANT_UNKNOWN, REQUEST_ABORTED
 */
export async function rebuildTables(options: RebuildTablesOptions): Promise<number> {
  const { institution, transport, database, onProgress, signal } = options;
  const code = institution.participant;
  const key = participantKey(code);
  const profile = readRegistry<ParticipantRecord>((await transport.read([key])).get(key));
  if (profile === undefined) {
    throw new BondledgerError({ code: 'PARTICIPANT_UNKNOWN', params: { participant: code } });
  }
  const desks = new ServedDesks();
  desks.add({ code, institution, transport, profile });
  const failed = new AbortController();
  await using model = openReadModel({
    desks,
    database,
    onEvent: (event) => {
      if (event.event === 'failed') failed.abort(event.error);
    },
  });
  const ends = signal === undefined ? [failed.signal] : [failed.signal, signal];
  try {
    await model.rebuild(code, onProgress, AbortSignal.any(ends));
  } catch (error) {
    throw failed.signal.aborted ? failed.signal.reason : error;
  }
  return model.progress()[0]?.height ?? -1;
}
