import { sql } from 'kysely';
import type { Database } from '@bondledger/database';
import { BondledgerError } from '@bondledger/domain';
import { openLog } from '../start/open-log.js';
import { schemaOfServer } from '../store/schema.js';
import { openStore } from '../store/open-store.js';
import { AuditLog } from './audit-log.js';
import { drawPassword } from './password.js';
import { People } from './people.js';

export interface ResetPasswordOptions {
  readonly database: Database;
  /** Whose server it is; left out for a demo's, which serves all. */
  readonly institution?: string;
  readonly user: string;
}

export interface ResetPassword {
  readonly user: string;
  readonly institution: string;
  /** Drawn, and kept nowhere. */
  readonly password: string;
}

/**
 * Gives somebody who forgot the password a new one, where no server is at work: whoever has the
 * machine has its database. All sessions of the user end, and it is written down before.
 *
 * @throws BondledgerError USER_UNKNOWN, DATABASE_DOWN
 */
export async function resetPassword(options: ResetPasswordOptions): Promise<ResetPassword> {
  const { database, institution: owner, user } = options;
  const now = (): Date => new Date();
  const unknown = new BondledgerError({ code: 'USER_UNKNOWN', params: { user } });
  const schema = schemaOfServer(owner);
  // Tables that are not there would be made: of an institution whose server is not here.
  if (!(await isThere(database, schema))) throw unknown;
  const store = await openStore(database, schema);
  const people = await People.open(store, now);
  const institution = people.institutionOf(user);
  if (institution === undefined) throw unknown;
  const audit = new AuditLog(store, now, openLog({ level: 'silent' }));
  const subject = `${user} on the server's machine`;
  await audit.record({ action: 'resetPassword', decision: 'ALLOWED', institution, subject });
  await audit.close();
  const password = drawPassword();
  await people.change(institution, user, { password });
  return { user, institution, password };
}

async function isThere(database: Database, schema: string): Promise<boolean> {
  const named = sql`select 1 from information_schema.schemata where schema_name = ${schema}`;
  return (await named.execute(database.schema('public'))).rows.length > 0;
}
