import {
  memo,
  type CSSProperties,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { Symbol } from '../parts/symbol.js';
import type { FittedColumn } from './column.js';
import type { GridItem } from './item.js';

export const PICK_PX = 44;

export interface RowHandlers {
  readonly press: (index: number, column: string, event: MouseEvent) => void;
  readonly pick: (index: number, event: MouseEvent) => void;
  readonly twist: (key: string) => void;
  readonly open: (index: number) => void;
}

interface RowProps<R> {
  readonly id: string;
  readonly item: GridItem<R>;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly FittedColumn<R>[];
  readonly template: string;
  readonly hasPick: boolean;
  readonly isPicked: boolean;
  readonly isTinted: boolean;
  /** The column of the current cell; undefined where another row is current. */
  readonly current: string | undefined;
  readonly twistLabel: string;
  readonly handlers: RowHandlers;
}

/** Where a pinned cell sticks. */
export function pinStyle<R>(
  { column, offset }: FittedColumn<R>,
  hasPick: boolean,
): CSSProperties | undefined {
  if (column.pin === 'start') return { left: offset + (hasPick ? PICK_PX : 0) };
  return column.pin === 'end' ? { right: offset } : undefined;
}

export const cellClass = (
  { pin, end = false }: { readonly pin?: 'start' | 'end'; readonly end?: boolean },
  { isCurrent = false, isIndented = false } = {},
): string =>
  [
    pin === undefined ? '' : `pin-${pin}`,
    end ? 'end-cell' : '',
    isCurrent ? 'current-cell' : '',
    isIndented ? 'indented' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');

function Tick({ isOn }: { isOn: boolean }): ReactElement {
  return (
    <span className={isOn ? 'tick on' : 'tick'} aria-hidden="true">
      {isOn && <Symbol name="tick" />}
    </span>
  );
}

function Twist({
  isOpen,
  label,
  onClick,
}: {
  isOpen: boolean;
  label: string;
  onClick: () => void;
}): ReactElement {
  return (
    <button
      type="button"
      className="twist"
      tabIndex={-1}
      aria-expanded={isOpen}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      <Symbol name="down" />
    </button>
  );
}

function Row<R>(props: RowProps<R>): ReactElement {
  const { item, index, columns, template, hasPick, isPicked, current, handlers } = props;
  const classes = [
    'g-row',
    current === undefined ? '' : 'current',
    item.depth === 1 ? 'below' : '',
    item.line === undefined ? '' : 'has-line',
    props.isTinted ? 'changed' : '',
  ];
  const style = { gridTemplateColumns: template, transform: `translateY(${props.top}px)` };
  return (
    <div
      role="row"
      className={classes.filter((name) => name !== '').join(' ')}
      style={style}
      aria-rowindex={index + 2}
      aria-selected={item.fixed === true ? undefined : isPicked}
      aria-expanded={item.expanded}
      aria-level={item.depth === undefined ? undefined : item.depth + 1}
      onDoubleClick={() => handlers.open(index)}
    >
      {hasPick && (
        <div
          role="gridcell"
          className="pick-cell pin-start"
          style={{ left: 0 }}
          onClick={(event) => handlers.pick(index, event)}
        >
          {item.fixed !== true && <Tick isOn={isPicked} />}
        </div>
      )}
      {columns.map((fitted, at) => {
        const { column } = fitted;
        return (
          <div
            key={column.id}
            id={`${props.id}-${index}-${column.id}`}
            role="gridcell"
            aria-colindex={at + (hasPick ? 2 : 1)}
            className={cellClass(column, {
              isCurrent: column.id === current,
              isIndented: item.depth === 1 && column.twists === true,
            })}
            style={pinStyle(fitted, hasPick)}
            onClick={(event) => handlers.press(index, column.id, event)}
          >
            {item.expanded !== undefined && column.twists === true && (
              <Twist
                isOpen={item.expanded}
                label={props.twistLabel}
                onClick={() => handlers.twist(item.key)}
              />
            )}
            {column.draw(item.row)}
          </div>
        );
      })}
    </div>
  );
}

/** Drawn again only when something of it changed. */
export const GridRow = memo(Row) as typeof Row;

interface LineProps<R> {
  readonly item: GridItem<R>;
  readonly columns: readonly FittedColumn<R>[];
  readonly template: string;
  readonly hasPick: boolean;
  readonly isPicked: boolean;
  readonly top: number;
}

/** The second line of a row: one's own books under the same columns, or why it was refused. */
function Line<R>({ item, columns, template, hasPick, isPicked, top }: LineProps<R>): ReactElement {
  const { line } = item;
  const refusal: ReactNode = typeof line === 'object' ? line.refusal : undefined;
  const style = { gridTemplateColumns: template, transform: `translateY(${top}px)` };
  const picked = isPicked ? { 'aria-selected': true } : {};
  return (
    <div
      role="row"
      className={refusal === undefined ? 'g-row line' : 'g-row line refusal'}
      style={style}
      {...picked}
    >
      {hasPick && <div role="gridcell" className="pick-cell" />}
      {refusal === undefined ? (
        columns.map((fitted) => (
          <div
            key={fitted.column.id}
            role="gridcell"
            className={cellClass(fitted.column)}
            style={pinStyle(fitted, hasPick)}
          >
            {fitted.column.below?.(item.row)}
          </div>
        ))
      ) : (
        <div role="gridcell" style={{ gridColumn: `${hasPick ? 2 : 1} / -1` }}>
          {refusal}
        </div>
      )}
    </div>
  );
}

export const GridLine = memo(Line) as typeof Line;
