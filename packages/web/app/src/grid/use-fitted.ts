import { useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import { fitColumns, type Column, type Fitted } from './column.js';
import type { ColumnChoice } from './preferences.js';

/** Pixels of the sign that counts hidden columns; as in grid.css. */
const MORE_PX = 56;

/**
 * The columns that stand in a table of its present width.
 * @param taken pixels that are none of the columns'.
 */
export function useFitted<R>(
  place: RefObject<HTMLElement | null>,
  columns: readonly Column<R>[],
  choice: ColumnChoice,
  taken: number,
): Fitted<R> {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const measure = (): void => setRoom(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return useMemo(() => {
    const shown = columns.filter(choice.isShown);
    const left = Math.max(0, room - taken);
    const fitted = fitColumns(shown, left, choice.all);
    // The sign that says how many are hidden stands beside the titles, not over one.
    return fitted.hidden.length === 0 ? fitted : fitColumns(shown, left - MORE_PX, false);
  }, [columns, choice, room, taken]);
}
