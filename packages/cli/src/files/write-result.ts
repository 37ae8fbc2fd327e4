import { BondledgerError } from '@bondledger/domain';
import { writeFile } from 'node:fs/promises';
import { isOfLedger } from './ledger-files.js';

/**
 * Writes a file that a caller asked for.
 *
 * @throws BondledgerError FILE_OF_LEDGER, where nothing is written; FILE_UNWRITABLE
 */
export async function writeResult(path: string, text: string): Promise<void> {
  if (await isOfLedger(path)) {
    throw new BondledgerError({ code: 'FILE_OF_LEDGER', params: { path } });
  }
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new BondledgerError({ code: 'FILE_UNWRITABLE', params: { path } }, { cause });
  }
}
