import type { ReactElement } from 'react';
import type { HistoryStep } from '@bondledger/sdk/api';
import { Symbol } from '../parts/symbol.js';
import { useNames } from '../shell/facts.js';
import { clock, count, dateOf, duration } from '../text/format.js';
import { useText } from '../text/use-text.js';

/** Every step: who, when, how long it took, its block, and whether the signature was checked. */
export function StepsTable({ steps }: { steps: readonly HistoryStep[] }): ReactElement {
  const { t, language, stepName } = useText();
  const nameOf = useNames();
  const newest = steps.at(-1)?.committedAt ?? '';
  const when = (at: string): string =>
    newest !== '' && dateOf(at) !== dateOf(newest)
      ? `${dateOf(at).slice(5)} ${clock(at).slice(0, 5)}`
      : clock(at);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('drawer.step')}</th>
          <th scope="col">{t('drawer.by')}</th>
          <th scope="col">{t('drawer.operator')}</th>
          <th scope="col">{t('drawer.at')}</th>
          <th scope="col" className="end-cell">
            {t('drawer.took')}
          </th>
          <th scope="col" className="end-cell">
            {t('drawer.block')}
          </th>
          <th scope="col">{t('drawer.signature')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => {
          const before = steps[index - 1];
          const took =
            before === undefined
              ? ''
              : duration(
                  new Date(step.committedAt).getTime() - new Date(before.committedAt).getTime(),
                  language,
                );
          return (
            <tr key={step.revision}>
              <td>{stepName(step.step)}</td>
              <td>{step.by === undefined ? t('drawer.hidden') : nameOf(step.by)}</td>
              <td className="second">{step.operator ?? '–'}</td>
              <td className="num">{when(step.committedAt)}</td>
              <td className="end-cell second">{took}</td>
              <td className="end-cell">{count(step.height)}</td>
              <td>
                {step.signature === 'VERIFIED' ? (
                  <span className="state good">
                    <Symbol name="tick" />
                    {t('drawer.verified')}
                  </span>
                ) : (
                  <span className="quiet">{t('drawer.withheld')}</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
