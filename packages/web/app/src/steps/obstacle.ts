import { useRight } from '../session/context.js';
import { useDay } from '../shell/facts.js';
import { useText } from '../text/use-text.js';
import type { StepRun } from './step-run.js';

/** Why a step of the day's business cannot be taken on so many rows now; undefined where it can. */
export function useObstacle(run: StepRun): (rows: number) => string | undefined {
  const { t } = useText();
  const mayMake = useRight('MAKE');
  const phase = useDay()?.phase ?? 'OPEN';
  return (rows) => {
    if (!mayMake) return t('act.noRight');
    if (run.phase === 'running') return t('act.busy');
    if (phase !== 'OPEN') return t('act.notOpen');
    return rows === 0 ? t('act.nothingPicked') : undefined;
  };
}
