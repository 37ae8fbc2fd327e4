import type { ReactElement } from 'react';
import type { Monitoring } from '@bondledger/sdk/api';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';

const WIDTH = 720;
const HEIGHT = 96;
const GAP = 2;

/** Instructions of each minute, and how many of them were refused, newest at the right. */
export function MinuteBars({ minutes }: Pick<Monitoring, 'minutes'>): ReactElement {
  const { t } = useText();
  const most = Math.max(1, ...minutes.map(({ instructions }) => instructions));
  const step = WIDTH / Math.max(1, minutes.length);
  const sum = minutes.reduce((all, { instructions }) => all + instructions, 0);
  const refused = minutes.reduce((all, { refusals }) => all + refusals, 0);
  const label = t('monitor.minutesText', {
    n: count(minutes.length),
    sum: count(sum),
    refused: count(refused),
  });
  return (
    <div className="indent">
      <svg
        className="minute-bars"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {minutes.map(({ at, instructions, refusals }, place) => {
          const height = (instructions / most) * HEIGHT;
          const bad = (Math.min(refusals, instructions) / most) * HEIGHT;
          const x = place * step;
          return (
            <g key={at}>
              <rect x={x} y={HEIGHT - height} width={Math.max(1, step - GAP)} height={height} />
              <rect
                className="refusals"
                x={x}
                y={HEIGHT - bad}
                width={Math.max(1, step - GAP)}
                height={bad}
              />
            </g>
          );
        })}
      </svg>
      <small className="second num">{label}</small>
    </div>
  );
}
