import { useRef, type ReactElement, type ReactNode } from 'react';
import { queryText } from '../api/client.js';
import { Button } from '../parts/button.js';
import { printPage } from '../print/use-printing.js';
import type { ScreenKey } from '../screens/screen.js';
import { useKeyTexts } from '../shell/key-map.js';
import { useKey } from '../shell/use-key.js';
import { useText } from '../text/use-text.js';

interface HeadProps {
  readonly screen: ScreenKey;
  readonly children?: ReactNode;
  /** At the right: columns, density, export. */
  readonly tools?: ReactNode;
}

/** Number and title, tabs, tools. */
export function ScreenHead({ screen, children, tools }: HeadProps): ReactElement {
  const { t } = useText();
  return (
    <div className="head">
      <h1>
        <i>{screen.slice(1)}</i>
        {t(`screens.${screen}.title`)}
      </h1>
      {children}
      <span className="end bunch">
        {tools}
        <span className="spare">
          <Button tone="bare" onClick={() => printPage('list')}>
            {t('print.do')}
          </Button>
        </span>
      </span>
    </div>
  );
}

interface ExportProps {
  /** Of the address that makes the file. */
  readonly path: string;
  readonly filter: Readonly<Record<string, string>>;
}

/** The whole filtered set as a file. */
export function ExportButtons({ path, filter }: ExportProps): ReactElement {
  const xlsx = useRef<HTMLAnchorElement>(null);
  const keys = useKeyTexts()('export');
  useKey('export', () => xlsx.current?.click());
  const href = (format: string): string => path + queryText({ ...filter, format });
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
      <a className="button spare" href={href('csv')} download>
        CSV
      </a>
    </>
  );
}
