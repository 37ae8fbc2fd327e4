import { useRef, type KeyboardEvent } from 'react';
import { between, moved } from './grid-moves.js';
import type { GridItem } from './item.js';
import type { Selection } from './selection.js';
import type { Current } from './use-current.js';

interface GridKeys<R> {
  readonly items: readonly GridItem<R>[];
  readonly columns: number;
  readonly page: number;
  readonly current: Current;
  readonly selection: Selection | undefined;
  readonly goTo: (row: number, column: number) => void;
  readonly open: (row: number) => void;
  readonly twist: (key: string) => void;
  /** Whether a column has the sign that unfolds. */
  readonly twists: (column: number) => boolean;
  readonly sortBy: (column: number) => void;
  readonly escape: (() => void) | undefined;
}

const hasCtrl = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey;

/**
 * The keys of a table, after the ARIA grid pattern. They are read by their place: with Hangul input
 * on, A arrives as ㅁ.
 */
export function useGridKeys<R>(grid: GridKeys<R>): {
  readonly press: (event: KeyboardEvent) => void;
  readonly anchor: { current: number };
} {
  const anchor = useRef(0);
  const { items, current, selection } = grid;

  const pickKey = (event: KeyboardEvent): boolean => {
    if (selection === undefined) return false;
    if (event.code === 'KeyA' && hasCtrl(event)) {
      selection.only(between(items, 0, items.length - 1));
      return true;
    }
    const item = items[current.row];
    if (event.code !== 'Space' || item === undefined || item.fixed === true) return false;
    if (event.shiftKey) selection.add(between(items, anchor.current, current.row));
    else selection.toggle(item.key);
    anchor.current = current.row;
    return true;
  };

  const moveKey = (event: KeyboardEvent): boolean => {
    const extent = { rows: items.length, columns: grid.columns, page: grid.page };
    const next = moved(current, { code: event.code, ctrl: hasCtrl(event) }, extent);
    if (next === undefined) return false;
    if (event.shiftKey && selection !== undefined) {
      selection.only(between(items, anchor.current, next.row));
    } else anchor.current = Math.max(0, next.row);
    grid.goTo(next.row, next.column);
    return true;
  };

  const actKey = (event: KeyboardEvent): boolean => {
    if (event.code === 'Escape' && grid.escape !== undefined) {
      grid.escape();
      return true;
    }
    if (event.code !== 'Enter' || hasCtrl(event)) return false;
    const item = items[current.row];
    if (current.row === -1) grid.sortBy(current.column);
    else if (item?.expanded !== undefined && grid.twists(current.column)) grid.twist(item.key);
    else grid.open(current.row);
    return true;
  };

  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.altKey) return;
    if (!pickKey(event) && !moveKey(event) && !actKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { press, anchor };
}
