import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Where } from '../../src/index.js';
import { postgresRuns, startPostgres } from './postgres.js';

/** A place for one database, gone with the test. */
export interface Place extends AsyncDisposable {
  readonly where: Where;
}

/** Both kinds of database: what is tested is tested with each. */
const ALL: readonly {
  readonly kind: 'pglite' | 'postgresql';
  readonly make: () => Promise<Place>;
}[] = [
  {
    kind: 'pglite',
    make: () => {
      const directory = mkdtempSync(join(tmpdir(), 'bondledger-pglite-'));
      return Promise.resolve({
        where: { directory: join(directory, 'database') },
        async [Symbol.asyncDispose]() {
          rmSync(directory, { recursive: true, force: true });
          return Promise.resolve();
        },
      });
    },
  },
  {
    kind: 'postgresql',
    make: async () => {
      const server = await startPostgres();
      return {
        where: { url: server.url },
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      };
    },
  },
];

/** Those that can run here. */
export const PLACES = ALL.filter(({ kind }) => kind === 'pglite' || postgresRuns);
