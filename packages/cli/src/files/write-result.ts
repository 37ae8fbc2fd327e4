import { BondledgerError } from '@bondledger/domain';
import { writeFile } from 'node:fs/promises';

/** Writes a file that a caller asked for. @throws BondledgerError FILE_UNWRITABLE */
export async function writeResult(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new BondledgerError({ code: 'FILE_UNWRITABLE', params: { path } }, { cause });
  }
}
