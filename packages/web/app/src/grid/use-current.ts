import { useCallback, useMemo, useState } from 'react';
import type { GridItem } from './item.js';

/** The cell with the cursor. Kept by row key, so that it stays where rows are read anew. */
export interface Current {
  /** −1 on the titles; the first row where its own is gone. */
  readonly row: number;
  readonly column: number;
  readonly set: (row: number, column: number) => void;
}

export function useCurrent<R>(items: readonly GridItem<R>[], columns: readonly string[]): Current {
  const [at, setAt] = useState({ row: 0, key: '', column: '' });
  const row = useMemo(() => {
    if (at.row === -1) return -1;
    if (items[at.row]?.key === at.key) return at.row;
    const found = items.findIndex(({ key }) => key === at.key);
    return found === -1 ? Math.min(at.row, Math.max(0, items.length - 1)) : found;
  }, [items, at]);
  const column = Math.max(0, columns.indexOf(at.column));
  const set = useCallback(
    (nextRow: number, nextColumn: number) =>
      setAt({ row: nextRow, key: items[nextRow]?.key ?? '', column: columns[nextColumn] ?? '' }),
    [items, columns],
  );
  return { row, column, set };
}
