import { openForReading, type ReadingLedger } from '@bondledger/ledger';
import type { Call } from '../command/call.js';
import { dataDirectory } from '../data/data-directory.js';

/** Opens the ledger of `--data` for reading only, without any key, and closes it again. */
export async function withLedger<T>(
  call: Call,
  work: (ledger: ReadingLedger, directory: string) => Promise<T>,
): Promise<T> {
  const directory = await dataDirectory(call);
  const ledger = await openForReading({ directory });
  try {
    return await work(ledger, directory);
  } finally {
    await ledger.close();
  }
}
