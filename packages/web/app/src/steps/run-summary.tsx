import type { ReactElement } from 'react';
import { LinkButton } from '../parts/button.js';
import { Symbol } from '../parts/symbol.js';
import { count } from '../text/format.js';
import { useText } from '../text/use-text.js';
import type { StepRun } from './step-run.js';

interface SummaryProps {
  readonly run: StepRun;
  readonly onlyRefused: boolean;
  readonly onOnlyRefused: (only: boolean) => void;
  /** Picks the refused rows, so that they can be sent again. */
  readonly onPickRefused: () => void;
}

/** Accepted, refused and under way, after a step was taken. */
export function RunSummary(props: SummaryProps): ReactElement {
  const { run } = props;
  const { t, language, say } = useText();
  const statuses = [...run.results.values()].map(({ status }) => status);
  const of = (wanted: string): number => statuses.filter((status) => status === wanted).length;
  const [accepted, refused] = [of('ACCEPTED'), of('REFUSED')];
  const waiting = statuses.length - accepted - refused;
  if (run.problem !== undefined) {
    return (
      <span className="state stop" role="alert">
        <Symbol name="short" />
        <b>{run.problem.code}</b> {run.problem.sentence[language]}
      </span>
    );
  }
  if (run.approval !== undefined) {
    return (
      <span className="state" role="status">
        <Symbol name="none" />
        <b>{t('results.asked')}</b> {say(run.approval.sentence)}
      </span>
    );
  }
  return (
    <span className="bunch" role="status">
      <b className="state good">
        <Symbol name="tick" />
        {t('results.acceptedCount', { n: count(accepted) })}
      </b>
      {refused > 0 && (
        <b className="state stop">
          <Symbol name="cross" />
          {t('results.refusedCount', { n: count(refused) })}
        </b>
      )}
      {waiting > 0 && (
        <span className="state second">
          <Symbol name="none" />
          {t('results.waitingCount', { n: count(waiting) })}
        </span>
      )}
      {refused > 0 && (
        <>
          <LinkButton onClick={() => props.onOnlyRefused(!props.onlyRefused)}>
            {t(props.onlyRefused ? 'results.showAll' : 'results.onlyRefused')}
          </LinkButton>
          <LinkButton onClick={props.onPickRefused}>{t('results.pickRefused')}</LinkButton>
        </>
      )}
      {run.phase === 'done' && <LinkButton onClick={run.clear}>{t('results.clear')}</LinkButton>}
    </span>
  );
}
