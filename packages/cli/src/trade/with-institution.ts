import { openAs, type OpenedAs } from '@bondledger/consortium';
import { dataDirectory } from '../data/data-directory.js';
import { engineOf } from '../fabric/engine-of.js';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { openOwn } from '../remote/own-keys.js';
import { remoteOf } from '../remote/remote.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';

/**
 * Opens the ledger as the institution of `--as`, or of a key store through a server, and closes it
 * whatever happens.
 *
 * @param write takes steps as well, so this process owns the directory meanwhile
 */
export async function withInstitution<T>(
  call: Call,
  write: boolean,
  work: (opened: OpenedAs) => Promise<T>,
): Promise<T> {
  const remote = await remoteOf(call);
  const opened = await (remote?.keystore === undefined
    ? openHere(call, write)
    : openOwn(call, remote, remote.keystore, write));
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

async function openHere(call: Call, write: boolean): Promise<OpenedAs> {
  // Before any directory is looked for: what is missing in the command line is said first.
  const participant = call.text('as')?.toUpperCase();
  if (participant === undefined) {
    throw new UsageError(speak(USAGE_TEXTS, call.language).optionMissing('--as <institution>'));
  }
  const directory = await dataDirectory(call);
  const passphrase = call.io.env['BONDLEDGER_PASSPHRASE'];
  const engine = await engineOf(call, directory);
  return openAs({
    directory,
    participant,
    write,
    ...(engine === undefined ? {} : { engine }),
    ...(passphrase === undefined ? {} : { passphrase }),
  });
}
