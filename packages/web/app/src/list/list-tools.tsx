import { useRef, type ReactElement } from 'react';
import { queryText } from '../api/client.js';
import type { Column } from '../grid/column.js';
import { ColumnMenu, ColumnTicks, DensityItems, DensityMenu } from '../grid/column-menu.js';
import type { ColumnChoice } from '../grid/preferences.js';
import { Menu } from '../parts/menu.js';
import { printPage } from '../print/use-printing.js';
import { useKeyTexts } from '../shell/key-map.js';
import { useKey } from '../shell/use-key.js';
import { useText } from '../text/use-text.js';

interface ExportProps {
  /** Of the address that makes the file. */
  readonly path: string;
  readonly filter: Readonly<Record<string, string>>;
}

const hrefOf =
  ({ path, filter }: ExportProps) =>
  (format: string): string =>
    path + queryText({ ...filter, format });

/** The whole filtered set as a file. */
export function ExportButtons({ path, filter }: ExportProps): ReactElement {
  const xlsx = useRef<HTMLAnchorElement>(null);
  const keys = useKeyTexts()('export');
  useKey('export', () => xlsx.current?.click());
  const href = hrefOf({ path, filter });
  return (
    <>
      <a
        ref={xlsx}
        className="button"
        href={href('xlsx')}
        download
        aria-keyshortcuts={keys.replace('Ctrl', 'Control')}
      >
        XLSX <kbd aria-hidden="true">{keys.replaceAll('+', ' ')}</kbd>
      </a>
      <a className="button" href={href('csv')} download>
        CSV
      </a>
    </>
  );
}

interface ToolsProps<R> extends ExportProps {
  readonly columns: readonly Column<R>[];
  readonly choice: ColumnChoice;
}

/** The same tools in one menu, for where they have no room side by side. */
function PackedTools<R>({ columns, choice, ...files }: ToolsProps<R>): ReactElement {
  const { t } = useText();
  const href = hrefOf(files);
  return (
    <Menu bare name={t('grid.tools')} label={t('grid.tools')}>
      {(close) => (
        <>
          {['xlsx', 'csv'].map((format) => (
            <a key={format} className="item" href={href(format)} download onClick={close}>
              {format.toUpperCase()}
            </a>
          ))}
          <button type="button" className="item" onClick={() => printPage('list')}>
            {t('print.do')}
          </button>
          <b className="item-head">{t('grid.columns')}</b>
          <ColumnTicks columns={columns} choice={choice} />
          <b className="item-head">{t('grid.density')}</b>
          <DensityItems close={close} />
        </>
      )}
    </Menu>
  );
}

/** What is done with a table as a whole: its columns, its row height, its file. */
export function ListTools<R>(props: ToolsProps<R>): ReactElement {
  return (
    <>
      <span className="roomy bunch">
        <ColumnMenu columns={props.columns} choice={props.choice} />
        <DensityMenu />
        <ExportButtons path={props.path} filter={props.filter} />
      </span>
      <span className="packed">
        <PackedTools {...props} />
      </span>
    </>
  );
}
