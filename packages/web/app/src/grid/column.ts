import type { ReactNode } from 'react';

/** One column of a table of rows R. */
export interface Column<R> {
  readonly id: string;
  /** In the reader's language; `unit` stands quiet beside it. */
  readonly title: string;
  readonly unit?: string;
  /** Pixels that its longest usual content needs: figures are never cut. */
  readonly width: number;
  /** Shares of the room that is left over. */
  readonly grow?: number;
  readonly end?: boolean;
  readonly pin?: 'start' | 'end';
  /** Where room is short, the highest rank goes first. 0 stays. */
  readonly rank: number;
  /** How the server is asked to sort by it. */
  readonly sort?: string;
  readonly draw: (row: R) => ReactNode;
  /** What is copied: the plain figure, not how it is drawn. */
  readonly text: (row: R) => string;
  /** The same column in a row's second line, such as one's own books. */
  readonly below?: (row: R) => ReactNode;
  /** Has the sign that unfolds a row. */
  readonly twists?: boolean;
  /** Left out until a reader chooses it. */
  readonly optional?: boolean;
}

export interface FittedColumn<R> {
  readonly column: Column<R>;
  /** Pixels. */
  readonly width: number;
  /** Of pinned ones: how far from their edge. */
  readonly offset: number;
}

export interface Fitted<R> {
  readonly columns: readonly FittedColumn<R>[];
  /** Columns that were chosen and found no room. */
  readonly hidden: readonly Column<R>[];
}

const sum = (widths: readonly number[]): number => widths.reduce((all, each) => all + each, 0);

/** Pixels that a column may take beyond its width: on a wide screen the eye must not travel far. */
export const GROW_MOST = 240;

/** The most important columns that fit; a narrower one may stand where a wider one could not. */
function thin<R>(columns: readonly Column<R>[], room: number): readonly Column<R>[] {
  const kept = new Set<Column<R>>();
  let taken = 0;
  for (const column of [...columns].sort((one, other) => one.rank - other.rank)) {
    if (column.rank > 0 && taken + column.width > room) continue;
    kept.add(column);
    taken += column.width;
  }
  return columns.filter((column) => kept.has(column));
}

function withOffsets<R>(
  columns: readonly Column<R>[],
  widths: readonly number[],
): FittedColumn<R>[] {
  let left = 0;
  const fitted = columns.map((column, index) => {
    const width = widths[index] ?? column.width;
    const one = { column, width, offset: left };
    left += width;
    return one;
  });
  let right = 0;
  return fitted
    .reverse()
    .map((one) => {
      if (one.column.pin !== 'end') return one;
      const pinned = { ...one, offset: right };
      right += one.width;
      return pinned;
    })
    .reverse();
}

/**
 * The columns for a room of so many pixels.
 * @param all where true, none is left out and the table is scrolled sideways.
 */
export function fitColumns<R>(
  columns: readonly Column<R>[],
  room: number,
  all: boolean,
): Fitted<R> {
  const kept = all || room === 0 ? columns : thin(columns, room);
  const spare = Math.max(0, room - sum(kept.map(({ width }) => width)));
  const shares = sum(kept.map(({ grow = 0 }) => grow));
  const widths = kept.map(({ width, grow = 0 }) =>
    shares === 0 ? width : width + Math.min(GROW_MOST, Math.floor((spare * grow) / shares)),
  );
  return {
    columns: withOffsets(kept, widths),
    hidden: columns.filter((column) => !kept.includes(column)),
  };
}
