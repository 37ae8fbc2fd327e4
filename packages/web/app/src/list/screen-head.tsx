import type { ReactElement, ReactNode } from 'react';
import { Button } from '../parts/button.js';
import { printPage } from '../print/use-printing.js';
import type { ScreenKey } from '../screens/screen.js';
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
        <span className="to-paper">
          <Button tone="bare" onClick={() => printPage('list')}>
            {t('print.do')}
          </Button>
        </span>
      </span>
    </div>
  );
}
