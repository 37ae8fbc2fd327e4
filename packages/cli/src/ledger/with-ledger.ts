import { consortiumLayout, openToRead } from '@bondledger/consortium';
import { openForReading, type Ledger } from '@bondledger/ledger';
import type { Call } from '../command/call.js';
import { dataDirectory } from '../data/data-directory.js';
import { engineOf } from '../fabric/engine-of.js';

/** Opens the ledger of `--data` for reading only, without any participant's key, and closes it. */
export async function withLedger<T>(
  call: Call,
  work: (ledger: Ledger, directory: string) => Promise<T>,
): Promise<T> {
  const directory = await dataDirectory(call);
  const ledger = await openLedger(call, directory);
  try {
    return await work(ledger, directory);
  } finally {
    await ledger.close();
  }
}

/** The ledger of a directory, on whichever engine it runs, to be read. */
export async function openLedger(call: Call, directory: string): Promise<Ledger> {
  const engine = await engineOf(call, directory);
  if (engine === undefined) return openForReading({ directory });
  return openToRead(consortiumLayout(directory), engine);
}
