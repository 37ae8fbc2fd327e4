import { existsSync } from 'node:fs';
import { openDatabase } from '@bondledger/database';
import { BondledgerError } from '@bondledger/domain';
import { databasePlaceOf, readConfig, resetPassword } from '@bondledger/server';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { dataDirectory } from '../data/data-directory.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { placeOfDatabase } from '../server/place-of-database.js';
import { speak } from '../texts/language.js';
import { SERVER_TEXTS } from '../texts/server.js';

type Place = Parameters<typeof openDatabase>[0];

/** `user reset`: a new password for somebody who forgot theirs, on the server's own machine. */
export async function resetUser(call: Call): Promise<ExitCode> {
  const say = speak(SERVER_TEXTS, call.language);
  const institution = call.text('institution')?.toUpperCase();
  const place = await placeOf(call, institution);
  // A database that is not there would be made.
  const path = 'directory' in place ? place.directory : undefined;
  if (path !== undefined && !existsSync(path)) {
    throw new BondledgerError({ code: 'FILE_UNREADABLE', params: { path } });
  }
  const database = await openDatabase(place);
  try {
    const reset = await resetPassword({
      database,
      user: call.operand(0),
      ...(institution === undefined ? {} : { institution }),
    });
    call.answer(reset, () => `${reset.password}\n`);
    call.note(say.passwordReset(reset.user, reset.institution));
    return DONE;
  } finally {
    await database.close();
  }
}

/** Of a demo's directory, or of the server of one institution as its configuration says. */
async function placeOf(call: Call, institution: string | undefined): Promise<Place> {
  const file = call.text('config');
  if (institution === undefined && file === undefined) {
    return placeOfDatabase(call, await dataDirectory(call));
  }
  if (institution === undefined || file === undefined) {
    throw new UsageError(speak(SERVER_TEXTS, call.language).both);
  }
  return databasePlaceOf(await readConfig(call.path(file)), call.io.env);
}
