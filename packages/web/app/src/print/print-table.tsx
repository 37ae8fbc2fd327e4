import type { ReactElement } from 'react';
import { fitColumns, type Column } from '../grid/column.js';
import type { TotalRow } from '../grid/grid-totals.js';
import type { GridItem } from '../grid/item.js';
import { PRINT_PX, PRINT_ROWS } from '../limits.js';
import { count } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { usePrinting } from './use-printing.js';

interface PrintTableProps<R> {
  /** Those that the reader chose; the least important are left out where paper is too narrow. */
  readonly columns: readonly Column<R>[];
  readonly items: readonly GridItem<R>[];
  readonly totals: readonly TotalRow[] | undefined;
}

function Rows<R>({ columns, items }: Pick<PrintTableProps<R>, 'columns' | 'items'>): ReactElement {
  return (
    <tbody>
      {items.flatMap(({ key, row, line, depth }) => [
        <tr key={key} className={depth === 1 ? 'below' : undefined}>
          {columns.map((column) => (
            <td key={column.id} className={column.end === true ? 'end-cell' : undefined}>
              {column.draw(row)}
            </td>
          ))}
        </tr>,
        line === 'columns' && (
          <tr key={`${key} line`} className="below">
            {columns.map((column) => (
              <td key={column.id} className={column.end === true ? 'end-cell' : undefined}>
                {column.below?.(row)}
              </td>
            ))}
          </tr>
        ),
        typeof line === 'object' && (
          <tr key={`${key} line`}>
            <td colSpan={columns.length} className="stop">
              {line.refusal}
            </td>
          </tr>
        ),
      ])}
    </tbody>
  );
}

function Printed<R>({ columns: chosen, items, totals = [] }: PrintTableProps<R>): ReactElement {
  const { t } = useText();
  const titled = chosen.filter(({ title }) => title !== '');
  const columns = fitColumns(titled, PRINT_PX, false).columns.map(({ column }) => column);
  const shown = items.slice(0, PRINT_ROWS);
  return (
    <div className="paper">
      {items.length > shown.length && (
        <p className="note">
          {t('print.cut', { of: count(items.length), shown: count(shown.length) })}
        </p>
      )}
      <table className="paper-table">
        <thead>
          <tr>
            {columns.map(({ id, title, unit, end }) => (
              <th key={id} scope="col" className={end === true ? 'end-cell' : undefined}>
                {title} {unit !== undefined && <small>{unit}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <Rows columns={columns} items={shown} />
        <tbody className="paper-totals">
          {totals.map(({ key, label, cells }) => (
            <tr key={key}>
              {columns.map(({ id, end }, at) => (
                <td key={id} className={end === true ? 'end-cell' : undefined}>
                  {at === 0 ? label : cells[id]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A table as it is printed: all its rows, as far as paper goes, rather than those in sight. */
export function PrintTable<R>(props: PrintTableProps<R>): ReactElement | null {
  return usePrinting() ? <Printed {...props} /> : null;
}
