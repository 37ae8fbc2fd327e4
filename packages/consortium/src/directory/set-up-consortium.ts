import { KSD } from '@bondledger/domain';
import type { ReferenceDay } from '../reference-day/reference-day.js';
import type { ConsortiumEngine } from './engine.js';
import { writeEngineFile } from './engine-file.js';
import { consortiumLayout } from './layout.js';
import { openLedger } from './open-ledger.js';
import { register, type Joining } from './register.js';

export interface SetUpOptions {
  readonly directory: string;
  readonly day: ReferenceDay;
  readonly engine: ConsortiumEngine;
}

/**
 * Registers by KSD's signed instructions what the day of a directory needs, on an engine that is
 * not the embedded one. Repeated, it goes on where it was broken off.
 *
 * @throws BondledgerError ENGINE_OTHER and what opening a ledger throws
 */
export async function setUpConsortium({ directory, day, engine }: SetUpOptions): Promise<void> {
  const opened = await openLedger(consortiumLayout(directory), { engine });
  try {
    const ksd = await opened.institution(KSD);
    const members: Joining[] = [];
    for (const profile of day.participants) {
      members.push({ profile, keys: await opened.signer(profile.code) });
    }
    await register(ksd, members, day, true);
  } finally {
    await opened.close();
  }
  await writeEngineFile(directory, { engine: engine.name, isSetUp: true });
}
