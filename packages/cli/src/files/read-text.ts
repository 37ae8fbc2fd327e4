import { open } from 'node:fs/promises';
import { BondledgerError, refuse, type Result } from '@bondledger/domain';
import { bytesText } from '../output/number.js';
import { FILE_BYTES_MAX } from '../limits.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** How the bytes of a file become text. Spreadsheets in Korean offices still write CP949. */
export type Encoding = 'utf-8' | 'cp949';

/** What the Encoding Standard calls them. */
const LABELS: Readonly<Record<Encoding, string>> = { 'utf-8': 'utf-8', cp949: 'euc-kr' };

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
  const text = decode(bytes, encoding);
  if (text === undefined) return refuse('CSV_MALFORMED', placeOfBadByte(bytes, encoding));
  return { ok: true, value: text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text };
}

function decode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(LABELS[encoding], { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Line by line, so that whoever saved the file in another encoding sees where it shows. */
function placeOfBadByte(bytes: Buffer, encoding: Encoding): { line: string; column: string } {
  let start = 0;
  for (let line = 1; start <= bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const piece = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (decode(piece, encoding) === undefined) {
      const good = new TextDecoder(LABELS[encoding]).decode(piece).indexOf('\uFFFD');
      return { line: line.toString(), column: (Math.max(0, good) + 1).toString() };
    }
    if (end < 0) break;
    start = end + 1;
  }
  return { line: '1', column: '1' };
}
