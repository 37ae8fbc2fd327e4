import type { ReactElement } from 'react';
import { isCatchingUp } from '../api/problem.js';
import type { RowsState } from '../grid/rows-store.js';
import { LinkButton } from '../parts/button.js';
import { Symbol } from '../parts/symbol.js';
import { clock } from '../text/format.js';
import { useText } from '../text/use-text.js';

interface HollowProps {
  readonly rows: Omit<RowsState<unknown>, 'rows'> & { readonly rows: readonly unknown[] };
  readonly onRefresh: () => void;
  /** What to do where there is nothing: which condition to drop, say. */
  readonly remedy?: { readonly label: string; readonly act: () => void } | undefined;
  readonly title?: string;
}

/** What stands in a table without rows: bones, the reason, or what went wrong. */
export function Hollow(props: HollowProps): ReactElement | null {
  const { rows, remedy } = props;
  const { t, language } = useText();
  if (rows.problem !== undefined && rows.rows.length === 0) {
    const { problem } = rows;
    return (
      <div className="hollow" role="alert">
        <b className={isCatchingUp(problem) ? 'state care' : 'state stop'}>
          <Symbol name="short" />
          {isCatchingUp(problem) ? t('rows.catchingUp') : t('rows.failed', { code: problem.code })}
        </b>
        <span className="second">{problem.sentence[language]}</span>
        <LinkButton onClick={props.onRefresh}>{t('rows.again')}</LinkButton>
      </div>
    );
  }
  if (rows.rows.length > 0) return null;
  if (rows.phase !== 'done') {
    return (
      <div className="hollow bones" aria-hidden="true">
        {[1, 2, 3, 4, 5, 6].map((bone) => (
          <i key={bone} className="bone" />
        ))}
      </div>
    );
  }
  return (
    <div className="hollow">
      <b>{props.title ?? t('rows.none')}</b>
      {remedy !== undefined && <LinkButton onClick={remedy.act}>{remedy.label}</LinkButton>}
    </div>
  );
}

/** Over rows that stand although reading them anew failed. */
export function StaleBand({ rows, onRefresh }: HollowProps): ReactElement | null {
  const { t, language } = useText();
  if (rows.phase !== 'failed' || rows.rows.length === 0) return null;
  return (
    <p className="note bad" role="alert">
      <Symbol name="short" />
      <span>
        <b>{t('rows.failed', { code: rows.problem?.code ?? '' })}</b>{' '}
        {rows.problem?.sentence[language]}{' '}
        <span className="second">{t('rows.stale', { at: clock(rows.readAt ?? 0) })}</span>{' '}
        <LinkButton onClick={onRefresh}>{t('rows.again')}</LinkButton>
      </span>
    </p>
  );
}
