import type { Language } from '@bondledger/domain';

/** What stands in a column: amounts and dates are numbers and dates to a spreadsheet. */
export type CellKind = 'text' | 'amount' | 'date';

export interface SheetColumn<T> {
  readonly title: Readonly<Record<Language, string>>;
  /** In characters. */
  readonly width: number;
  readonly kind: CellKind;
  /** Amounts in plain digits, dates as `YYYY-MM-DD`; empty where there is nothing. */
  readonly value: (row: T, language: Language) => string | undefined;
}

/** Rows as they come from a database, some at a time. */
export type Rows<T> = AsyncIterable<T> | Iterable<T>;

/** Some rows at a time, so that neither a stream nor a thread is woken for each. */
export async function* inPieces<T>(rows: Rows<T>, size: number): AsyncGenerator<readonly T[]> {
  let piece: T[] = [];
  for await (const row of rows) {
    piece.push(row);
    if (piece.length < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
