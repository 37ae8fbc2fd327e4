import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import {
  createConsortium,
  openConsortium,
  referenceDay,
  type Consortium,
  type ReferenceDay,
} from '@bondledger/consortium';
import { openDatabase } from '@bondledger/database';
import { openLog, startDemoServer } from '@bondledger/server';

/** A real server with a small demo behind it, and the screens that it hands out. */
export interface World extends AsyncDisposable {
  readonly url: string;
  readonly consortium: Consortium;
  readonly day: ReferenceDay;
  passwordOf(user: string): string;
  /** Stops the server; `restart` starts it at the same port. */
  stop(): Promise<void>;
  restart(): Promise<void>;
}

const CONFIG = fileURLToPath(new URL('../../app/vite.config.ts', import.meta.url));

/** The screens as they are shipped, built into a directory of the test. */
export async function buildScreens(directory: string): Promise<string> {
  const outDir = join(directory, 'screens');
  await build({ configFile: CONFIG, logLevel: 'silent', build: { outDir, emptyOutDir: true } });
  return outDir;
}

export async function startWorld(trades: number, seed: string): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), 'bondledger-web-'));
  const day = referenceDay({ trades, seed });
  const data = join(directory, 'demo');
  const [screens] = await Promise.all([
    buildScreens(directory),
    createConsortium({ directory: data, day }),
  ]);
  const consortium = await openConsortium({ directory: data });
  const database = await openDatabase({ directory: join(directory, 'database') });
  const log = openLog({ level: 'silent' });
  const start = (port: number): ReturnType<typeof startDemoServer> =>
    startDemoServer({ consortium, day, database, host: '127.0.0.1', port, screens, log });
  let server = await start(0);
  const { accounts, url } = server;
  const passwords = new Map(accounts.map(({ user, password }) => [user, password]));
  return {
    url,
    consortium,
    day,
    passwordOf: (user) => passwords.get(user) ?? '',
    stop: () => server.close(),
    async restart() {
      server = await start(Number(new URL(url).port));
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await database.close();
      await consortium.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
