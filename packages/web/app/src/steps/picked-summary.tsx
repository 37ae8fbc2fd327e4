import type { ReactElement } from 'react';
import type { Selection } from '../grid/selection.js';
import { count } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { RunSummary } from './run-summary.js';
import type { StepRun } from './step-run.js';

interface PickedProps {
  readonly run: StepRun;
  readonly selection: Selection;
  /** Rows that are picked and still there. */
  readonly picked: number;
  readonly onlyRefused: boolean;
  readonly onOnlyRefused: (only: boolean) => void;
}

export const isRefused = (run: StepRun, key: string): boolean =>
  run.results.get(key)?.status === 'REFUSED';

/** How many rows are picked; after a step was taken, what came of it. */
export function PickedSummary(props: PickedProps): ReactElement {
  const { run, selection } = props;
  const { t } = useText();
  if (run.phase === 'idle') return <b>{t('totals.picked', { n: count(props.picked) })}</b>;
  return (
    <RunSummary
      run={run}
      onlyRefused={props.onlyRefused}
      onOnlyRefused={props.onOnlyRefused}
      onPickRefused={() =>
        selection.only([...run.results.keys()].filter((key) => isRefused(run, key)))
      }
    />
  );
}
