import type { ReactElement } from 'react';
import { Symbol } from '../parts/symbol.js';
import type { FittedColumn } from './column.js';
import { cellClass, pinStyle } from './grid-row.js';

interface HeadProps<R> {
  readonly columns: readonly FittedColumn<R>[];
  readonly template: string;
  readonly pick: 'none' | 'some' | 'all' | undefined;
  readonly pickLabel: string;
  readonly onPickAll: () => void;
  /** The column whose title has the cursor. */
  readonly current: string | undefined;
  /** `faceAmount`, or `-faceAmount` downwards. */
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}

const nextSort = (present: string | undefined, sort: string): string =>
  present === sort ? `-${sort}` : sort;

const direction = (
  present: string | undefined,
  sort: string | undefined,
): 'ascending' | 'descending' | undefined => {
  if (sort === undefined || present === undefined) return undefined;
  if (present === sort) return 'ascending';
  return present === `-${sort}` ? 'descending' : undefined;
};

/** The titles; pressing one sorts by it, pressing it again turns the order round. */
export function GridHead<R>(props: HeadProps<R>): ReactElement {
  const { columns, template, pick, sort, onSort } = props;
  return (
    <div role="rowgroup" className="g-head-group">
      <div
        role="row"
        aria-rowindex={1}
        className="g-head"
        style={{ gridTemplateColumns: template }}
      >
        {pick !== undefined && (
          <div
            role="columnheader"
            className="pick-cell pin-start"
            style={{ left: 0 }}
            onClick={props.onPickAll}
          >
            <span className="unseen">{props.pickLabel}</span>
            <span className={pick === 'none' ? 'tick' : 'tick on'} aria-hidden="true">
              {pick !== 'none' && <Symbol name={pick === 'all' ? 'tick' : 'minus'} />}
            </span>
          </div>
        )}
        {columns.map((fitted) => {
          const { column } = fitted;
          const sorted = direction(sort, column.sort);
          const sorts = column.sort !== undefined && onSort !== undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              className={[
                cellClass(column, { isCurrent: column.id === props.current }),
                sorts ? 'sorts' : '',
              ].join(' ')}
              style={pinStyle(fitted, pick !== undefined)}
              aria-sort={sorted}
              onClick={() => {
                if (column.sort !== undefined) onSort?.(nextSort(sort, column.sort));
              }}
            >
              {column.title}
              {column.unit !== undefined && <small>{column.unit}</small>}
              {sorted !== undefined && <Symbol name={sorted === 'ascending' ? 'up' : 'down'} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
