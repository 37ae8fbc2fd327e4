import type { ReactElement, ReactNode } from 'react';
import { Symbol } from '../parts/symbol.js';
import { useText } from '../text/use-text.js';
import type { Work } from './use-work.js';

/** What came of the last write; before the first one, what can be done here. */
export function WorkSummary({ work, idle }: { work: Work; idle: ReactNode }): ReactElement {
  const { t, language } = useText();
  if (work.problem !== undefined) {
    return (
      <span className="state stop" role="alert">
        <Symbol name="short" />
        <b>{work.problem.code}</b> {work.problem.sentence[language]}
      </span>
    );
  }
  if (work.busy) return <span className="second">{t('act.busy')}</span>;
  if (work.said !== undefined) {
    return (
      <span className="state good" role="status">
        <Symbol name="tick" />
        {work.said}
      </span>
    );
  }
  return <span className="second">{idle}</span>;
}
