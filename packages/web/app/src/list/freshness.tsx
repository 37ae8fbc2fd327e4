import type { ReactElement } from 'react';
import type { RowsState } from '../grid/rows-store.js';
import { LinkButton } from '../parts/button.js';
import { clock, count } from '../text/format.js';
import { useText } from '../text/use-text.js';

interface FreshnessProps {
  readonly rows: Omit<RowsState<unknown>, 'rows'> & { readonly rows: readonly unknown[] };
  readonly onRefresh: () => void;
}

/** How far the rows are read, how old they are, and what happened since. Moves nothing. */
export function Freshness({ rows, onRefresh }: FreshnessProps): ReactElement | null {
  const { t } = useText();
  const { phase, totals, readAt, changed, others } = rows;
  if (phase === 'first' || phase === 'more') {
    const read = count(rows.rows.length);
    return (
      <small className="num">
        {totals === undefined
          ? t('rows.reading')
          : t('rows.readingOf', { of: count(totals.count), read })}
      </small>
    );
  }
  if (phase === 'failed' || readAt === undefined) return null;
  if (changed + others === 0) {
    return <small className="num read-at">{t('rows.readAt', { at: clock(readAt) })}</small>;
  }
  return (
    <small className="num second">
      {t('rows.changedSince', { count: changed + others })}{' '}
      <LinkButton onClick={onRefresh}>{t('rows.refresh')}</LinkButton>
    </small>
  );
}
