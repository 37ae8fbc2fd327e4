import { open } from 'node:fs/promises';
import { BondledgerError, refuse, type Result } from '@bondledger/domain';
import { decodeText, type Encoding } from '@bondledger/legacy';
import { bytesText } from '../output/number.js';
import { FILE_BYTES_MAX } from '../limits.js';

async function readBytes(path: string, limit: number): Promise<Buffer | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > limit) return undefined;
    const bytes = await file.readFile();
    // What is no ordinary file does not say its size before.
    return bytes.length > limit ? undefined : bytes;
  } finally {
    await file.close();
  }
}

/**
 * The text of a file, without a byte order mark.
 *
 * @throws BondledgerError FILE_UNREADABLE where it is not there, no file, or may not be read.
 * @param limit Bytes.
 * @returns FILE_TOO_LARGE above the limit; CSV_MALFORMED with the place of the first byte that is
 * no text in the encoding.
 */
export async function readText(
  path: string,
  encoding: Encoding,
  limit = FILE_BYTES_MAX,
): Promise<Result<string>> {
  let bytes: Buffer | undefined;
  try {
    bytes = await readBytes(path, limit);
  } catch (cause) {
    throw new BondledgerError({ code: 'FILE_UNREADABLE', params: { path } }, { cause });
  }
  if (bytes === undefined) {
    return refuse('FILE_TOO_LARGE', { path, limit: bytesText(limit) });
  }
  return decodeText(bytes, encoding);
}
