import { join } from 'node:path';
import {
  createConsortium,
  openConsortium,
  referenceDay,
  type Consortium,
  type ReferenceDay,
} from '@bondledger/consortium';
import { openDatabase } from '@bondledger/database';
import { KSD } from '@bondledger/domain';
import { Observation, openLog, startDemoServer, type RunningServer } from '@bondledger/server';
import { command, type Ran } from './terminal.js';

/** A demo that is served, and its directory once it is not any more. */
export interface ServedDay {
  readonly day: ReferenceDay;
  readonly demo: string;
  readonly consortium: Consortium;
  readonly server: RunningServer;
  /** Runs a command as a machine of an institution. */
  by(institution: string, ...line: string[]): Promise<Ran>;
  /** Runs a command as a person of the demo. */
  as(user: string, ...line: string[]): Promise<Ran>;
  stop(): Promise<void>;
}

/** Serves a small day, as `start` does. */
export async function serveDay(directory: string, trades: number): Promise<ServedDay> {
  const demo = join(directory, 'demo');
  const day = referenceDay({ trades, seed: 'served' });
  await createConsortium({ directory: demo, day });
  const observation = new Observation();
  const consortium = await openConsortium({ directory: demo, meter: observation });
  const database = await openDatabase({ directory: join(demo, 'database') });
  const place = { host: '127.0.0.1', port: 0, log: openLog({ level: 'silent' }) };
  const server = await startDemoServer({ consortium, day, database, observation, ...place });
  const passwords = new Map(server.accounts.map(({ user, password }) => [user, password]));
  const tokens = new Map<string, string>();
  const tokenOf = async (institution: string): Promise<string> => {
    const rights = ['READ', 'MAKE', ...(institution === KSD ? ['OPERATE' as const] : [])] as const;
    const token = { institution, name: 'cli', rights, days: 1, createdBy: 'test' };
    const secret =
      tokens.get(institution) ?? (await server.services.people.tokens.add(token)).secret;
    tokens.set(institution, secret);
    return secret;
  };
  return {
    day,
    demo,
    consortium,
    server,
    by: async (institution, ...line) =>
      command([...line, '--url', server.url], {
        cwd: directory,
        env: { BONDLEDGER_TOKEN: await tokenOf(institution) },
      }),
    as: (user, ...line) =>
      command([...line, '--url', server.url, '--user', user], {
        cwd: directory,
        env: { BONDLEDGER_PASSWORD: passwords.get(user) },
      }),
    stop: async () => {
      await server.close();
      await database.close();
      await consortium.close();
    },
  };
}
