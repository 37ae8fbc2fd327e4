import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { NotYet } from '../list/not-yet.js';
import { ShortWon } from '../parts/won.js';
import { useSession } from '../session/context.js';
import { useApprovals, useSummary } from '../shell/facts.js';
import { useKeyHints } from '../shell/status-line.js';
import { count } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { screensFor } from './registry.js';
import { screenOfStep } from './step-screens.js';

interface TodoProps {
  readonly number: string;
  readonly to: string;
  readonly title: string;
  readonly n: number;
  readonly amount?: string;
  readonly note?: string | undefined;
}

function Todo({ number, to, title, n, amount, note }: TodoProps): ReactElement {
  return (
    <li>
      <Link to={to}>
        <i className="num quiet">{number}</i>
        <span>
          {title}
          {note !== undefined && <small>{note}</small>}
        </span>
        <b className="num">{count(n)}</b>
        <span className="num second">{amount !== undefined && <ShortWon value={amount} />}</span>
      </Link>
    </li>
  );
}

/** What waits for the reader now, in the order of a trade's life. */
export function Start(): ReactElement {
  const { t, say, stepName } = useText();
  const session = useSession();
  const summary = useSummary();
  const approvals = useApprovals();
  useKeyHints([{ keys: 'find', does: t('keys.find') }]);
  const waiting = summary.data?.waitsForMe.filter(({ count: n }) => n > 0) ?? [];
  const late = summary.data?.late;
  const own = approvals.filter(({ maker }) => maker === session.user).length;
  const isEmpty = summary.data !== undefined && waiting.length === 0 && approvals.length === 0;
  return (
    <div className="start">
      <h1>{t('start.title')}</h1>
      <p className="second">{t('start.lead', { institution: say(session.institutionName) })}</p>
      <NotYet query={summary} />
      {isEmpty && (
        <p>
          <b>{t('start.nothing')}</b> <span className="second">{t('start.nothingNext')}</span>
        </p>
      )}
      <ul className="todo">
        {waiting.map(({ step, count: n, settlementAmount }) => (
          <Todo
            key={step}
            number={screenOfStep(step) ?? '410'}
            to={`/${screenOfStep(step) ?? `410?tab=trades&waitsForStep=${step}`}`}
            title={stepName(step)}
            n={n}
            amount={settlementAmount}
          />
        ))}
        {approvals.length > 0 && (
          <Todo
            number="320"
            to="/320?tab=approvals"
            title={t('start.approvals')}
            n={approvals.length}
            note={own > 0 ? t('start.approvalsOwn', { n: own }) : undefined}
          />
        )}
        {late !== undefined && late.count > 0 && (
          <Todo
            number="410"
            to="/410?tab=trades&late=true"
            title={t('start.late')}
            n={late.count}
            amount={late.settlementAmount}
          />
        )}
      </ul>
      <h2 className="start-screens">{t('start.screens')}</h2>
      <ul className="screens">
        {screensFor(session).map(({ key, number }) => (
          <li key={key}>
            <Link to={`/${number}`}>
              <i className="num quiet">{number}</i>
              <b>{t(`screens.${key}.title`)}</b>
              <span className="second">{t(`screens.${key}.help`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
