import type { ReactElement } from 'react';
import { Menu } from '../parts/menu.js';
import { useText } from '../text/use-text.js';
import type { Column } from './column.js';
import { chooseDensity, DENSITIES, useDensity, type ColumnChoice } from './preferences.js';

interface ColumnMenuProps<R> {
  readonly columns: readonly Column<R>[];
  readonly choice: ColumnChoice;
}

/** Which columns stand, as ticks; remembered. */
export function ColumnTicks<R>({ columns, choice }: ColumnMenuProps<R>): ReactElement {
  const { t } = useText();
  return (
    <>
      {columns
        .filter(({ title, rank }) => title !== '' && rank > 0)
        .map((column) => (
          <label key={column.id}>
            <input
              type="checkbox"
              className="tick"
              checked={choice.isShown(column)}
              onChange={() => choice.toggle(column)}
            />
            {column.title}
          </label>
        ))}
      <label>
        <input type="checkbox" className="tick" checked={!choice.all} onChange={choice.toggleAll} />
        {t('grid.fit')}
      </label>
    </>
  );
}

export function ColumnMenu<R>(props: ColumnMenuProps<R>): ReactElement {
  const { t } = useText();
  return (
    <Menu bare name={t('grid.columns')} label={t('grid.columns')}>
      {() => <ColumnTicks {...props} />}
    </Menu>
  );
}

/** How high rows are; remembered. */
export function DensityItems({ close }: { close: () => void }): ReactElement {
  const { t } = useText();
  const density = useDensity();
  return (
    <>
      {DENSITIES.map((each) => (
        <button
          key={each}
          type="button"
          className="item"
          aria-pressed={each === density}
          onClick={() => {
            chooseDensity(each);
            close();
          }}
        >
          {t(`grid.densities.${each}`)}
        </button>
      ))}
    </>
  );
}

export function DensityMenu(): ReactElement {
  const { t } = useText();
  return (
    <Menu bare name={t('grid.density')} label={t('grid.density')}>
      {(close) => <DensityItems close={close} />}
    </Menu>
  );
}
