import { useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import { fitColumns, type Column, type Fitted } from './column.js';
import type { ColumnChoice } from './preferences.js';

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
  return useMemo(
    () => fitColumns(columns.filter(choice.isShown), Math.max(0, room - taken), choice.all),
    [columns, choice, room, taken],
  );
}
