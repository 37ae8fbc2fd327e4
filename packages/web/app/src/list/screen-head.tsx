import { useRef, type ReactElement, type ReactNode } from 'react';
import { queryText } from '../api/client.js';
import type { ScreenKey } from '../screens/screen.js';
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
      <span className="end bunch">{tools}</span>
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
  useKey({ code: 'KeyE', ctrl: true }, () => xlsx.current?.click());
  const href = (format: string): string => path + queryText({ ...filter, format });
  return (
    <>
      <a ref={xlsx} className="button" href={href('xlsx')} download aria-keyshortcuts="Control+E">
        XLSX <kbd aria-hidden="true">Ctrl E</kbd>
      </a>
      <a className="button spare" href={href('csv')} download>
        CSV
      </a>
    </>
  );
}
