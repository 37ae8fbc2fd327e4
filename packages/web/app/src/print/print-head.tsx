import type { ReactElement } from 'react';
import { useSession } from '../session/context.js';
import { useDay } from '../shell/facts.js';
import { clock, dateOf } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { usePrinting } from './use-printing.js';

/** The first line on paper: whose list it is, of which business day, printed when and by whom. */
export function PrintHead(): ReactElement | null {
  const { t, say } = useText();
  const { name, institutionName } = useSession();
  const day = useDay();
  if (!usePrinting()) return null;
  const now = new Date().toISOString();
  const date = dateOf(now);
  return (
    <header className="paper paper-head">
      <b>{say(institutionName)}</b>
      <span>
        {t('print.businessDate')} {day?.businessDate ?? '–'}
      </span>
      <span className="end">{t('print.printed', { date, at: clock(now), name })}</span>
    </header>
  );
}
