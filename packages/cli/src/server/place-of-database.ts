import { join } from 'node:path';
import type { openDatabase } from '@bondledger/database';
import type { Call } from '../command/call.js';

/** DATABASE_URL names a PostgreSQL server; without it the database is in the directory. */
export function placeOfDatabase(call: Call, directory: string): Parameters<typeof openDatabase>[0] {
  const url = call.io.env['DATABASE_URL'];
  if (url !== undefined && url !== '') return { url };
  return { directory: join(directory, 'database') };
}
