import type { ReactElement } from 'react';
import type { Language } from '@bondledger/domain';
import type { Monitoring } from '@bondledger/sdk/api';
import { count, latency } from '../../text/format.js';
import { useText } from '../../text/use-text.js';

const WIDTH = 200;
const HEIGHT = 14;
/** The axis: a tenth of a millisecond to ten seconds. */
const LEAST_LOG = -1;
const MOST_LOG = 4;

const placeOf = (ms: number): number => {
  const log = Math.min(MOST_LOG, Math.max(LEAST_LOG, Math.log10(ms)));
  return 4 + ((log - LEAST_LOG) / (MOST_LOG - LEAST_LOG)) * (WIDTH - 8);
};

const shown = (ms: number | null, language: Language): string =>
  ms === null ? '–' : latency(ms, language);

type StageFigures = Monitoring['stages'][number];

/** ○ p50, │ p95, ● p99 on a logarithmic axis. */
function Figure({ stage }: { stage: StageFigures }): ReactElement | null {
  const { t, language } = useText();
  const { p50Ms, p95Ms, p99Ms } = stage;
  if (p50Ms === null || p95Ms === null || p99Ms === null) return null;
  const middle = HEIGHT / 2;
  const label = t('monitor.latencyText', {
    p50: shown(p50Ms, language),
    p95: shown(p95Ms, language),
    p99: shown(p99Ms, language),
  });
  return (
    <svg className="latency" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <line x1={placeOf(p50Ms)} x2={placeOf(p99Ms)} y1={middle} y2={middle} />
      <line className="p95" x1={placeOf(p95Ms)} x2={placeOf(p95Ms)} y1={2} y2={HEIGHT - 2} />
      <circle className="p50" cx={placeOf(p50Ms)} cy={middle} r={3} />
      <circle className="p99" cx={placeOf(p99Ms)} cy={middle} r={3} />
    </svg>
  );
}

/** How long each stage takes. */
export function LatencyTable({ stages }: Pick<Monitoring, 'stages'>): ReactElement {
  const { t, language } = useText();
  return (
    <table className="sums-table">
      <thead>
        <tr>
          <th scope="col">{t('monitor.stage')}</th>
          <th scope="col">{t('monitor.latency')}</th>
          <th scope="col" className="end-cell">
            p50
          </th>
          <th scope="col" className="end-cell">
            p95
          </th>
          <th scope="col" className="end-cell">
            p99
          </th>
          <th scope="col" className="end-cell">
            {t('monitor.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {stages.map((stage) => (
          <tr key={stage.stage}>
            <td>{t(`monitor.stageNames.${stage.stage}`)}</td>
            <td>
              <Figure stage={stage} />
            </td>
            <td className="end-cell">{shown(stage.p50Ms, language)}</td>
            <td className="end-cell">{shown(stage.p95Ms, language)}</td>
            <td className="end-cell">{shown(stage.p99Ms, language)}</td>
            <td className="end-cell">{count(stage.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
