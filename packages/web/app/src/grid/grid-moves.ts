/** Where the current cell goes by a key. Pure: row −1 is the titles. */

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that a page holds. */
  readonly page: number;
}

const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(high, value));

/** Undefined where the key moves nothing. */
export function moved(
  { row, column }: Place,
  { code, ctrl }: { readonly code: string; readonly ctrl: boolean },
  extent: Extent,
): Place | undefined {
  const last = { row: extent.rows - 1, column: extent.columns - 1 };
  const at = (nextRow: number, nextColumn: number): Place => ({
    row: clamp(nextRow, -1, last.row),
    column: clamp(nextColumn, 0, last.column),
  });
  switch (code) {
    case 'ArrowUp':
      return at(ctrl ? 0 : row - 1, column);
    case 'ArrowDown':
      return at(ctrl ? last.row : row + 1, column);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'Home':
      return at(ctrl ? 0 : row, 0);
    case 'End':
      return at(ctrl ? last.row : row, last.column);
    case 'PageUp':
      return at(Math.max(0, row - extent.page), column);
    case 'PageDown':
      return at(row + extent.page, column);
    default:
      return undefined;
  }
}

/** Keys of the rows between two, in either order, without those that cannot be picked. */
export function between(
  items: readonly { readonly key: string; readonly fixed?: boolean }[],
  from: number,
  to: number,
): string[] {
  const [low, high] = from <= to ? [from, to] : [to, from];
  return items
    .slice(Math.max(0, low), high + 1)
    .filter(({ fixed }) => fixed !== true)
    .map(({ key }) => key);
}
