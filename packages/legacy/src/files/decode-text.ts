import { accept, refuse, type Result } from '@bondledger/domain';

const BYTE_ORDER_MARK = '\uFEFF';

/** How the bytes of a file become text. Spreadsheets in Korean offices still write CP949. */
export type Encoding = 'utf-8' | 'cp949';

export const ENCODINGS: readonly Encoding[] = ['utf-8', 'cp949'];

/** What the Encoding Standard calls them. */
const LABELS: Readonly<Record<Encoding, string>> = { 'utf-8': 'utf-8', cp949: 'euc-kr' };

/**
 * The text of a file, without a byte order mark.
 *
 * @returns CSV_MALFORMED with the place of the first byte that is no text in the encoding.
 */
export function decodeText(bytes: Uint8Array, encoding: Encoding): Result<string> {
  const text = decode(bytes, encoding);
  if (text === undefined) return refuse('CSV_MALFORMED', placeOfBadByte(bytes, encoding));
  return accept(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
}

/**
 * The encoding of a file whose sender does not say it. Hangul in CP949 is hardly ever well-formed
 * UTF-8, so what is UTF-8 was meant so; what is neither is told as UTF-8.
 */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (decode(bytes, 'utf-8') !== undefined) return 'utf-8';
  return decode(bytes, 'cp949') === undefined ? 'utf-8' : 'cp949';
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
function placeOfBadByte(bytes: Uint8Array, encoding: Encoding): { line: string; column: string } {
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
