import type { ReactElement, ReactNode } from 'react';
import type { FittedColumn } from './column.js';
import { cellClass } from './grid-row.js';

/** A row of sums under the table, in the same columns. */
export interface TotalRow {
  readonly key: string;
  readonly label: ReactNode;
  readonly isPicked?: boolean;
  /** By column. */
  readonly cells: Readonly<Record<string, ReactNode>>;
}

interface TotalsProps<R> {
  readonly label: string;
  readonly rows: readonly TotalRow[];
  readonly columns: readonly FittedColumn<R>[];
  readonly template: string;
  readonly hasPick: boolean;
}

export function GridTotals<R>(props: TotalsProps<R>): ReactElement {
  const { label, rows, columns, template, hasPick } = props;
  return (
    <div className="totals" role="table" aria-label={label}>
      {rows.map((row) => (
        <div
          key={row.key}
          role="row"
          className={row.isPicked === true ? 'g-row picked' : 'g-row'}
          style={{ gridTemplateColumns: template }}
        >
          {hasPick && <div role="cell" className="pick-cell" />}
          {columns.map(({ column }, at) => (
            <div key={column.id} role="cell" className={cellClass(column)}>
              {at === 0 ? row.label : row.cells[column.id]}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
