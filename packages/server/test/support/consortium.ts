import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createConsortium,
  openConsortium,
  referenceDay,
  type Consortium,
  type ReferenceDay,
} from '@bondledger/consortium';
import type { Desk, Desks } from '../../src/index.js';

/** A whole consortium of a test's own, with a reference day. */
export interface TestConsortium extends AsyncDisposable {
  readonly directory: string;
  readonly consortium: Consortium;
  readonly day: ReferenceDay;
}

export async function startConsortium(trades: number): Promise<TestConsortium> {
  const directory = mkdtempSync(join(tmpdir(), 'bondledger-server-'));
  const day = referenceDay({ trades });
  const data = join(directory, 'ledger');
  await createConsortium({ directory: data, day });
  const consortium = await openConsortium({ directory: data });
  return {
    directory,
    consortium,
    day,
    async [Symbol.asyncDispose]() {
      await consortium.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A desk for each institution of a consortium. */
export async function desksOf(consortium: Consortium): Promise<Desks> {
  const profiles = new Map((await consortium.participants()).map((each) => [each.code, each]));
  const all = consortium.institutions().flatMap((institution): Desk[] => {
    const profile = profiles.get(institution.participant);
    if (profile === undefined) return [];
    const { transport } = consortium;
    return [{ code: institution.participant, institution, transport, profile }];
  });
  return {
    all: () => all,
    of: (code) => {
      const found = all.find((desk) => desk.code === code);
      if (found === undefined) throw new Error(`no desk ${code}`);
      return found;
    },
    onJoin: () => undefined,
  };
}
