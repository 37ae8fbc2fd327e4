import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '@bondledger/database';
import { postgresRuns, startPostgres } from '../../../database/test/support/postgres.js';

/** A database that is gone with the test, both kinds alike. */
export interface TestDatabase extends AsyncDisposable {
  readonly database: Database;
  /** Closes it and opens it again, as a server does that starts anew. */
  reopen(): Promise<Database>;
}

async function testDatabase(
  where: Parameters<typeof openDatabase>[0],
  remove: () => Promise<void>,
): Promise<TestDatabase> {
  let database = await openDatabase(where);
  return {
    get database() {
      return database;
    },
    async reopen() {
      await database.close();
      database = await openDatabase(where);
      return database;
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      await remove();
    },
  };
}

const ALL: readonly {
  readonly kind: 'pglite' | 'postgresql';
  readonly make: () => Promise<TestDatabase>;
}[] = [
  {
    kind: 'pglite',
    make: () => {
      const directory = mkdtempSync(join(tmpdir(), 'bondledger-books-'));
      return testDatabase({ directory: join(directory, 'database') }, () => {
        rmSync(directory, { recursive: true, force: true });
        return Promise.resolve();
      });
    },
  },
  {
    kind: 'postgresql',
    make: async () => {
      const server = await startPostgres();
      return testDatabase({ url: server.url }, async () => {
        await server[Symbol.asyncDispose]();
      });
    },
  },
];

/** Those that can run here. */
export const DATABASES = ALL.filter(({ kind }) => kind === 'pglite' || postgresRuns);
