import { accept, refuse, type Result } from '@bondledger/domain';
import { TEXT_PIECE } from '../limits.js';
import { occurrences } from './lines.js';
import { atOnce, type Slices } from './slices.js';

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_FEED = 0x0a;

/** How the bytes of a file become text. Spreadsheets in Korean offices still write CP949. */
export type Encoding = 'utf-8' | 'cp949';

export const ENCODINGS: readonly Encoding[] = ['utf-8', 'cp949'];

/** What the Encoding Standard calls them. */
const LABELS: Readonly<Record<Encoding, string>> = { 'utf-8': 'utf-8', cp949: 'euc-kr' };

/** A text, and the encoding that it was in. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * The text of a file, without a byte order mark.
 *
 * @returns CSV_MALFORMED with the place of the first byte that is no text in the encoding.
 */
export function decodeText(bytes: Uint8Array, encoding: Encoding): Result<string> {
  const decoded = atOnce(textSlices(bytes, encoding));
  return decoded.ok ? accept(decoded.value.text) : decoded;
}

/**
 * The same, slice by slice. Where its sender does not say the encoding it is found out: Hangul in
 * CP949 is hardly ever well-formed UTF-8, so what is UTF-8 was meant so; what is neither is told as
 * UTF-8.
 */
export function* textSlices(bytes: Uint8Array, told?: Encoding): Slices<Result<Decoded>> {
  const first = yield* decoded(bytes, told ?? 'utf-8');
  if (first.ok || told !== undefined) return first;
  const second = yield* decoded(bytes, 'cp949');
  return second.ok ? second : first;
}

function* decoded(bytes: Uint8Array, encoding: Encoding): Slices<Result<Decoded>> {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length;) {
    yield;
    // In neither encoding is a line feed a part of another character.
    const feed = bytes.indexOf(LINE_FEED, from + TEXT_PIECE);
    const piece = bytes.subarray(from, feed < 0 ? bytes.length : feed + 1);
    const text = decode(piece, encoding);
    if (text === undefined) {
      const before = yield* linesIn(pieces);
      return refuse('CSV_MALFORMED', { ...placeOfBadByte(piece, encoding, before), encoding });
    }
    pieces.push(text);
    from += piece.length;
  }
  const text = pieces.join('');
  return accept({ text: text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text, encoding });
}

function* linesIn(pieces: readonly string[]): Slices<number> {
  let lines = 0;
  for (const piece of pieces) {
    yield;
    lines += occurrences(piece, '\n');
  }
  return lines;
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
function placeOfBadByte(
  bytes: Uint8Array,
  encoding: Encoding,
  before: number,
): { line: string; column: string } {
  let start = 0;
  for (let line = before + 1; start <= bytes.length; line += 1) {
    const end = bytes.indexOf(LINE_FEED, start);
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
