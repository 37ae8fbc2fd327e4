import { CsvError, parse } from 'csv-parse/sync';
import {
  BROKEN_LINES_MAX,
  CSV_PIECE,
  CSV_PIECE_LINES,
  LINE_LENGTH_MAX,
  RECORD_LENGTH_MAX,
} from '../limits.js';
import { faultAt, type Fault, type Placed } from './fault.js';
import { endOfLine, occurrences } from './lines.js';
import { atOnce, type Slices } from './slices.js';

/** The cells of a line by the names of the columns. */
export type Cells = Readonly<Record<string, string>>;

export interface CsvReading {
  readonly columns: readonly string[];
  readonly good: readonly Placed<Cells>[];
  readonly faults: readonly Fault[];
}

/** The columns that a file has to have and those that it may have. */
export interface Columns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** A record and the line on which it begins. */
export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The names in the first line of a CSV file; none where it cannot be read. */
export const csvColumns = (text: string): readonly string[] => {
  const [head] = atOnce(splitRecords(text, 1)).records;
  return head?.line === 1 ? head.cells.map((name) => name.trim()) : [];
};

/**
 * Reads CSV (RFC 4180) with a first line of column names. A line that is malformed does not spoil
 * the others: it is a fault with its line and column, and reading goes on with the line after it.
 *
 * Codes: CSV_MALFORMED, CSV_COLUMN_MISSING, CSV_COLUMN_UNKNOWN.
 *
 * @param rowsMax so many rows are read, and one more, which tells that there are too many
 */
export function readCsv(text: string, expected: Columns, rowsMax = ROWS_WITHOUT_LIMIT): CsvReading {
  return atOnce(csvSlices(text, expected, rowsMax));
}

/** The same, slice by slice. */
export function* csvSlices(text: string, expected: Columns, rowsMax: number): Slices<CsvReading> {
  const split = yield* splitRecords(text, rowsMax + 2);
  return yield* readTable(split, expected);
}

const ROWS_WITHOUT_LIMIT = 1_000_000_000;

/** The lines of a table, however it was written: the first one names the columns. */
export function* readTable({ records, faults }: Split, expected: Columns): Slices<CsvReading> {
  const [head, ...body] = records;
  const isHeadWhole = head !== undefined && (faults[0]?.line ?? Infinity) > head.line;
  const columns = isHeadWhole ? head.cells.map((name) => name.trim()) : [];
  const wrong = isHeadWhole ? checkColumns(columns, expected) : faults.slice(0, 1);
  if (!isHeadWhole || wrong.length > 0) {
    const first = wrong.length > 0 ? wrong : [faultAt('CSV_MALFORMED', { line: 1, column: 1 })];
    return { columns, good: [], faults: first };
  }
  const good: Placed<Cells>[] = [];
  for (const { line, cells } of body) {
    yield;
    if (cells.length === columns.length) {
      good.push({ place: { line }, value: named(columns, cells) });
    } else {
      // The first cell too many, or the first that is missing.
      const column = Math.min(cells.length, columns.length) + 1;
      const counts = { cells: cells.length.toString(), names: columns.length.toString() };
      faults.push(misfit(line, column, counts));
    }
  }
  return { columns, good, faults: faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** A line that does not fit, and what of it: its cells, a quotation mark, or its length. */
function misfit(line: number, column: number, what: Readonly<Record<string, string>>): Fault {
  const fault = faultAt('CSV_MALFORMED', { line, column });
  const { code, params } = fault.rejection;
  return { ...fault, rejection: { code, params: { ...params, ...what } } };
}

/** With a null prototype: a column named __proto__ is no more than a name. */
function named(columns: readonly string[], cells: readonly string[]): Cells {
  const object = Object.create(null) as Record<string, string>;
  for (const [at, name] of columns.entries()) object[name] = cells[at] ?? '';
  return object;
}

/** Each name once, all that are required, and none that is not known. */
function checkColumns(columns: readonly string[], { required, optional }: Columns): Fault[] {
  const known = new Set([...required, ...optional]);
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const [at, name] of columns.entries()) {
    const place = { line: 1, column: at + 1 };
    if (!known.has(name)) faults.push(faultAt('CSV_COLUMN_UNKNOWN', place, printable(name)));
    else if (seen.has(name)) faults.push(faultAt('CSV_MALFORMED', place, name));
    seen.add(name);
  }
  for (const name of required) {
    if (seen.has(name)) continue;
    const rejection = { code: 'CSV_COLUMN_MISSING', params: { field: name } } as const;
    faults.push({ rejection, line: 1, field: name });
  }
  return faults;
}

/** A name from a file as it may stand in a message. */
const printable = (name: string): string =>
  name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '?').slice(0, 40) || '""';

interface Split {
  readonly records: readonly Line[];
  readonly faults: Fault[];
}

/**
 * Records up to a malformed one, then on from the line after the one on which that begins. Each
 * malformed one has the rest read again, so few of them are borne, and no record is read for long.
 */
function* splitRecords(written: string, most: number): Slices<Split> {
  const records: Line[] = [];
  const whole = yield* withLineFeeds(written);
  const long = tooLongLine(whole);
  const text = long === undefined ? whole : whole.slice(0, long.offset);
  const limit = LINE_LENGTH_MAX.toString();
  const faults = long === undefined ? [] : [misfit(long.line, 1, { limit })];
  let from = 0;
  let before = 0;
  while (from < text.length && faults.length < BROKEN_LINES_MAX && records.length < most) {
    yield;
    const piece = pieceFrom(text, from);
    const { bad, end } = readOn(piece, before, records, most);
    if (bad === undefined) {
      from += piece.length;
      before += occurrences(piece, '\n');
      continue;
    }
    const { line, offset } = nextFilledLine(text, from, end - before);
    faults.push(misfit(before + line + 1, bad, { mark: '"' }));
    const next = text.indexOf('\n', offset);
    if (next < 0) break;
    from = next + 1;
    before += line + 1;
  }
  return { records, faults: faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** The text with lines that end in a line feed, however they ended. */
function* withLineFeeds(text: string): Slices<string> {
  if (!text.includes('\r')) return text;
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    yield;
    // A line's end that has two characters stays in one piece.
    const cut = from + CSV_PIECE;
    const end = text[cut - 1] === '\r' ? cut + 1 : cut;
    // Ten times as fast as to replace, and the text is whole, not a rope of millions.
    pieces.push(text.slice(from, end).split('\r\n').join('\n').split('\r').join('\n'));
    from = end;
  }
  return pieces.join('');
}

/**
 * Some of the text, up to the end of a record: a line's end with an even number of quotation marks
 * before it. Where none comes, a mark is missing, which shows before the longest record is over.
 */
function pieceFrom(text: string, from: number): string {
  const most = from + CSV_PIECE + LONGEST_RECORD;
  let end = endOfLines(text, from);
  let marks = occurrences(text.slice(from, end), '"');
  while (marks % 2 === 1 && end < text.length && end < most) {
    const next = endOfLine(text, end);
    marks += occurrences(text.slice(end, next), '"');
    end = next;
  }
  return text.slice(from, end);
}

/** After as many lines as are read at a time: each costs something by itself, however short. */
function endOfLines(text: string, from: number): number {
  let end = from;
  for (let lines = 0; lines < CSV_PIECE_LINES && end < from + CSV_PIECE && end < text.length;) {
    const next = endOfLine(text, end);
    if (next > end + 1) lines += 1;
    end = next;
  }
  return end;
}

/** As written: with its marks, each of which may be written twice. */
const LONGEST_RECORD = RECORD_LENGTH_MAX * 3;

/** The first line of more characters than any row has: nothing from it on is read. */
function tooLongLine(text: string): { line: number; offset: number } | undefined {
  let offset = 0;
  while (text.length - offset > LINE_LENGTH_MAX) {
    const end = text.lastIndexOf('\n', offset + LINE_LENGTH_MAX);
    if (end < offset) return { line: occurrences(text.slice(0, offset), '\n') + 1, offset };
    offset = end + 1;
  }
  return undefined;
}

/**
 * Reads records until one is malformed.
 *
 * @param before the lines before the text
 * @param most records that there may be all together
 * @returns the cell in which the malformed one breaks, and the last line of the one before it
 */
function readOn(
  text: string,
  before: number,
  records: Line[],
  most: number,
): { readonly bad: number | undefined; readonly end: number } {
  let end = before;
  try {
    parse(text, {
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: RECORD_LENGTH_MAX,
      to: most - records.length,
      on_record: (record, { lines }) => {
        // A record is counted at its last line.
        end = before + lines;
        const inside = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
        records.push({ line: end - inside, cells: record });
        return null;
      },
    });
    return { bad: undefined, end };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const column: unknown = error['column'];
    return { bad: typeof column === 'number' ? column + 1 : 1, end };
  }
}

/** The first line with anything on it after so many lines of a text. */
function nextFilledLine(
  text: string,
  from: number,
  skipped: number,
): { readonly line: number; readonly offset: number } {
  let offset = from;
  for (let line = 0; ; line += 1) {
    const end = text.indexOf('\n', offset);
    if (end < 0 || (line >= skipped && end > offset)) return { line, offset };
    offset = end + 1;
  }
}
