import type { ReactElement } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { asProblem, isCatchingUp } from '../api/problem.js';
import { Symbol } from '../parts/symbol.js';
import { useText } from '../text/use-text.js';

/** Why what a screen is about is not there yet: the server catches up, or something is wrong. */
export function NotYet({ query }: { query: UseQueryResult }): ReactElement | null {
  const { t, language } = useText();
  if (query.data !== undefined || query.failureReason === null) return null;
  const problem = asProblem(query.failureReason);
  const waits = isCatchingUp(problem);
  return (
    <p role="status">
      <b className={waits ? 'state care' : 'state stop'}>
        <Symbol name="short" />
        {waits ? t('rows.catchingUp') : t('rows.failed', { code: problem.code })}
      </b>{' '}
      <span className="second">{problem.sentence[language]}</span>
    </p>
  );
}
