import type { ReactElement } from 'react';
import { useText } from '../text/use-text.js';
import type { Column } from './column.js';
import type { ColumnChoice } from './preferences.js';

interface MoreColumnsProps<R> {
  /** Columns that were chosen and found no room. */
  readonly hidden: readonly Column<R>[];
  readonly choice: ColumnChoice;
}

/** How many columns find no room; pressed, all of them stand and the table is scrolled sideways. */
export function MoreColumns<R>({ hidden, choice }: MoreColumnsProps<R>): ReactElement | null {
  const { t } = useText();
  if (hidden.length === 0 && !choice.all) return null;
  const names = hidden.map(({ title }) => title).join(', ');
  return (
    <button
      type="button"
      className="more-columns"
      title={choice.all ? t('grid.fit') : t('grid.hiddenAre', { names })}
      onClick={choice.toggleAll}
    >
      {choice.all ? t('grid.fitShort') : t('grid.hidden', { n: hidden.length })}
    </button>
  );
}
