import {
  useMemo,
  useId,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { OVERSCAN_ROWS } from '../limits.js';
import { useFirstFocus } from '../parts/use-first-focus.js';
import { PrintTable } from '../print/print-table.js';
import { useText } from '../text/use-text.js';
import type { Column, Fitted } from './column.js';
import { GridHead } from './grid-head.js';
import { between } from './grid-moves.js';
import { GridLine, GridRow, PICK_PX, type RowHandlers } from './grid-row.js';
import { GridTotals, type TotalRow } from './grid-totals.js';
import { LINE_PX, type GridItem } from './item.js';
import { MoreColumns } from './more-columns.js';
import { useRowPx, type ColumnChoice } from './preferences.js';
import { RowSlots } from './row-slots.js';
import type { Selection } from './selection.js';
import { tableOf, tableText } from './table-text.js';
import { useCurrent } from './use-current.js';
import { useFitted } from './use-fitted.js';
import { useGridKeys } from './use-grid-keys.js';
import { useSteady } from './use-steady.js';

export interface GridProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly choice: ColumnChoice;
  readonly items: readonly GridItem<R>[];
  readonly selection?: Selection;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  /** Enter or a double click on a row. */
  readonly onOpen?: (row: R) => void;
  /** The current row changed: a drawer that is open follows. */
  readonly onCurrent?: (row: R) => void;
  readonly onTwist?: (key: string) => void;
  readonly onEscape?: () => void;
  /** A table was pasted. */
  readonly onPaste?: (table: readonly (readonly string[])[]) => void;
  readonly totals?: readonly TotalRow[];
  /** Rows that changed a moment ago. */
  readonly tinted?: ReadonlySet<string>;
  /** Drawn in place of rows. */
  readonly hollow?: ReactNode;
}

const NOBODY: ReadonlySet<string> = new Set();
const nothing = (): void => undefined;

function pickedShare(
  selection: Selection | undefined,
  items: number,
): 'none' | 'some' | 'all' | undefined {
  if (selection === undefined) return undefined;
  if (selection.keys.size === 0) return 'none';
  return selection.keys.size >= items ? 'all' : 'some';
}

function useRowsInSight<R>(
  place: RefObject<HTMLDivElement | null>,
  items: readonly GridItem<R>[],
): Virtualizer<HTMLDivElement, Element> {
  const rowPx = useRowPx();
  const lines = useMemo(
    () => items.map(({ line }) => (line === undefined ? 0 : 1)).join(''),
    [items],
  );
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => place.current,
    estimateSize: (index) => rowPx + (items[index]?.line === undefined ? 0 : LINE_PX),
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: 30,
  });
  const shape = `${rowPx} ${lines}`;
  const known = useRef(shape);
  if (known.current !== shape) {
    known.current = shape;
    rows.measure();
  }
  return rows;
}

const templateOf = <R,>({ columns }: Fitted<R>, hasPick: boolean): string =>
  [...(hasPick ? [PICK_PX] : []), ...columns.map(({ width }) => width)]
    .map((width) => `${width}px`)
    .join(' ');

interface GridModel<R> {
  readonly id: string;
  readonly place: RefObject<HTMLDivElement | null>;
  readonly fitted: Fitted<R>;
  readonly template: string;
  readonly rows: Virtualizer<HTMLDivElement, Element>;
  readonly currentRow: number;
  readonly currentColumn: string | undefined;
  readonly press: (event: KeyboardEvent) => void;
  readonly handlers: RowHandlers;
}

/** What a table knows while it is there: columns that fit, rows in sight, the current cell. */
function useGrid<R>(props: GridProps<R>): GridModel<R> {
  const { items, selection, columns, choice } = props;
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const hasPick = selection !== undefined;
  const fitted = useFitted(place, columns, choice, hasPick ? PICK_PX : 0);
  const columnIds = useMemo(() => fitted.columns.map(({ column }) => column.id), [fitted]);
  const rows = useRowsInSight(place, items);
  const current = useCurrent(items, columnIds);
  const goTo = (row: number, column: number): void => {
    current.set(row, column);
    const item = items[row];
    if (item === undefined) return;
    rows.scrollToIndex(row, { align: 'auto' });
    props.onCurrent?.(item.row);
  };
  const open = (row: number): void => {
    const item = items[row];
    if (item !== undefined) props.onOpen?.(item.row);
  };
  const sortBy = (at: number): void => {
    const sort = fitted.columns[at]?.column.sort;
    if (sort !== undefined) props.onSort?.(props.sort === sort ? `-${sort}` : sort);
  };
  const twist = props.onTwist ?? nothing;
  const keys = useGridKeys({
    items,
    columns: columnIds.length,
    page: Math.max(1, rows.getVirtualItems().length - 2 * OVERSCAN_ROWS),
    current,
    selection,
    goTo,
    open,
    twist,
    twists: (at) => fitted.columns[at]?.column.twists === true,
    sortBy,
    escape: props.onEscape,
  });
  const press: RowHandlers['press'] = (index, column, event) => {
    if (event.shiftKey) selection?.only(between(items, keys.anchor.current, index));
    else keys.anchor.current = index;
    goTo(index, columnIds.indexOf(column));
  };
  const pick: RowHandlers['pick'] = (index, event) => {
    const item = items[index];
    if (item === undefined || item.fixed === true) return;
    if (event.shiftKey) selection?.add(between(items, keys.anchor.current, index));
    else selection?.toggle(item.key);
    keys.anchor.current = index;
    goTo(index, current.column);
  };
  return {
    id,
    place,
    fitted,
    template: templateOf(fitted, hasPick),
    rows,
    currentRow: current.row,
    currentColumn: columnIds[current.column],
    press: keys.press,
    handlers: useSteady({ press, pick, twist, open }),
  };
}

interface BodyProps<R> {
  readonly grid: GridProps<R>;
  readonly model: GridModel<R>;
}

/** The rows in sight. */
function GridBody<R>({ grid, model }: BodyProps<R>): ReactElement {
  const { items, selection, tinted = NOBODY } = grid;
  const { id, fitted, template, rows, currentRow, currentColumn, handlers } = model;
  const { t } = useText();
  const shared = { columns: fitted.columns, template, hasPick: selection !== undefined };
  const inSight = rows.getVirtualItems();
  const [elements] = useState(() => new RowSlots());
  const slots = elements.of(inSight.map(({ index }) => index));
  return (
    <div role="rowgroup" className="g-body" style={{ height: rows.getTotalSize() }}>
      {inSight.flatMap(({ index, start, size }) => {
        const item = items[index];
        if (item === undefined) return [];
        const isPicked = selection?.has(item.key) === true;
        return [
          <GridRow
            key={slots.get(index)}
            {...shared}
            id={id}
            item={item}
            index={index}
            top={start}
            isPicked={isPicked}
            isTinted={tinted.has(item.key)}
            current={index === currentRow ? currentColumn : undefined}
            twistLabel={t('grid.twist')}
            handlers={handlers}
          />,
          item.line !== undefined && (
            <GridLine
              key={`${slots.get(index)} line`}
              {...shared}
              item={item}
              isPicked={isPicked}
              top={start + size - LINE_PX}
            />
          ),
        ];
      })}
    </div>
  );
}

function GridTitles<R>({ grid, model }: BodyProps<R>): ReactElement {
  const { items, selection } = grid;
  const { t } = useText();
  const share = pickedShare(selection, items.length);
  const pickAll = (): void => {
    if (share === 'all') selection?.clear();
    else selection?.only(between(items, 0, items.length - 1));
  };
  return (
    <GridHead
      columns={model.fitted.columns}
      template={model.template}
      pick={share}
      pickLabel={t('grid.pickAll')}
      current={model.currentRow === -1 ? model.currentColumn : undefined}
      onPickAll={pickAll}
      sort={grid.sort}
      onSort={grid.onSort}
    />
  );
}

/** A table of thousands of rows, of which only those in sight are in the document. */
export function Grid<R>(props: GridProps<R>): ReactElement {
  const { items, selection } = props;
  const { t } = useText();
  const model = useGrid(props);
  const { id, place, fitted, template, currentRow, currentColumn } = model;
  useFirstFocus(place);
  const hasPick = selection !== undefined;
  const isTree = items.some(({ expanded }) => expanded !== undefined);
  const copy = (event: ClipboardEvent): void => {
    const chosen = items.filter(({ key }) => selection?.has(key) === true);
    const copied = chosen.length > 0 ? chosen : items.slice(currentRow, currentRow + 1);
    const shown = fitted.columns.map(({ column }) => column);
    const table = tableText(
      shown,
      copied.map(({ row }) => row),
    );
    event.clipboardData.setData('text/plain', table);
    event.preventDefault();
  };
  const isSeen = currentRow >= 0 && currentRow < items.length && currentColumn !== undefined;
  return (
    <div className="sheet">
      <div
        ref={place}
        className="grid"
        role={isTree ? 'treegrid' : 'grid'}
        aria-label={props.label}
        aria-rowcount={items.length + 1}
        aria-colcount={fitted.columns.length + (hasPick ? 1 : 0)}
        aria-multiselectable={hasPick}
        aria-activedescendant={isSeen ? `${id}-${currentRow}-${currentColumn}` : undefined}
        tabIndex={0}
        onKeyDown={model.press}
        onCopy={copy}
        onPaste={(event) => props.onPaste?.(tableOf(event.clipboardData.getData('text/plain')))}
      >
        <GridTitles grid={props} model={model} />
        <GridBody grid={props} model={model} />
        {props.hollow}
      </div>
      <MoreColumns hidden={fitted.hidden} choice={props.choice} />
      {props.totals !== undefined && (
        <GridTotals
          label={t('grid.totals')}
          rows={props.totals}
          columns={fitted.columns}
          template={template}
          hasPick={hasPick}
        />
      )}
      <PrintTable
        columns={props.columns.filter(props.choice.isShown)}
        items={items}
        totals={props.totals}
      />
    </div>
  );
}
