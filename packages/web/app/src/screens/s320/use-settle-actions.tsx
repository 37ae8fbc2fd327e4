import type { ReactNode } from 'react';
import type { Phase } from '@bondledger/domain';
import { ShortWon } from '../../parts/won.js';
import { useRight, useSession } from '../../session/context.js';
import { useDay } from '../../shell/facts.js';
import type { Action } from '../../steps/action-bar.js';
import type { StepRun } from '../../steps/step-run.js';
import { count, won } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { sumOf } from '../../trades/sums.js';
import { settleKey, type SettleRow } from './settle-rows.js';
import { isInPhase, offersOf, settleBody, type Offer, type SettleTab } from './settle-steps.js';

/** Why a step cannot be taken now; undefined where it can. */
function obstacle(
  { t, stepName }: Text,
  offer: Offer,
  state: { readonly mayMake: boolean; readonly phase: Phase; readonly fitting: number },
): string | undefined {
  if (!state.mayMake) return t('act.noRight');
  if (!isInPhase(offer.step, state.phase)) {
    return t('s320.notInPhase', {
      step: stepName(offer.step),
      phase: t(`phases.${state.phase}`),
    });
  }
  return state.fitting === 0 ? t('act.nothingPicked') : undefined;
}

/** What can be done with the picked rows of a tab. */
export function useSettleActions(
  tab: SettleTab,
  picked: readonly SettleRow[],
  run: StepRun,
): readonly Action[] {
  const text = useText();
  const { t, say, stepName } = text;
  const session = useSession();
  const mayMake = useRight('MAKE');
  const phase = useDay()?.phase ?? 'OPEN';
  const willOf = (rows: readonly SettleRow[]): ReactNode => {
    const sums = sumOf(rows);
    return (
      <>
        <b className="num">
          {won(sums.settlementAmount)} {t('units.won')}
        </b>{' '}
        <span className="second">
          {t('columns.faceAmount')} <ShortWon value={sums.faceAmount} />
        </span>
      </>
    );
  };
  // The main one stands last, at the right.
  return [...offersOf(session, tab)].reverse().map((offer): Action => {
    const fitting = picked.filter(offer.fits);
    const left = picked.length - fitting.length;
    const n = count(fitting.length);
    const { step, key, tone } = offer;
    return {
      id: step,
      label: t('s320.button', { step: stepName(step), n }),
      ...(key === undefined ? {} : { key }),
      ...(tone === undefined ? {} : { tone }),
      cannot:
        run.phase === 'running'
          ? t('act.busy')
          : obstacle(text, offer, { mayMake, phase, fitting: fitting.length }),
      title: t(`s320.will.${step}`, { n }),
      facts: [
        { label: t('act.will'), text: willOf(fitting) },
        ...(left === 0 ? [] : [{ label: t('act.without'), text: t('s320.left', { n: left }) }]),
        { label: t('act.next'), text: t(`s320.after.${step}`) },
        {
          label: t('act.signs'),
          text: t('act.signedBy', {
            name: session.name,
            institution: say(session.institutionName),
          }),
        },
      ],
      run: (decision) =>
        run.run({ body: settleBody(step, fitting), keys: fitting.map(settleKey) }, decision),
    };
  });
}
