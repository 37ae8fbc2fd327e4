import { openAs, type OpenedAs } from '@bondledger/consortium';
import { dataDirectory } from '../data/data-directory.js';
import { engineOf } from '../fabric/engine-of.js';
import type { Call } from '../command/call.js';

/**
 * Opens the ledger as the institution of `--as`, and closes it whatever happens.
 *
 * @param write takes steps as well, so this process owns the directory meanwhile
 */
export async function withInstitution<T>(
  call: Call,
  write: boolean,
  work: (opened: OpenedAs) => Promise<T>,
): Promise<T> {
  const directory = await dataDirectory(call);
  const participant = call.need('as').toUpperCase();
  const passphrase = call.io.env['BONDLEDGER_PASSPHRASE'];
  const engine = await engineOf(call, directory);
  const opened = await openAs({
    directory,
    participant,
    write,
    ...(engine === undefined ? {} : { engine }),
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
