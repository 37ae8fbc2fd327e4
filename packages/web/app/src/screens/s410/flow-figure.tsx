import type { CSSProperties, ReactElement } from 'react';
import type { Summary } from '@bondledger/sdk/api';
import type { State } from '@bondledger/domain';
import { stateSymbol, stateTone } from '../../parts/state.js';
import { Symbol } from '../../parts/symbol.js';
import { count, narrowWon } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import {
  FLOW_STATES,
  hoursOf,
  reached,
  reachedIn,
  restingIn,
  shareOf,
  type FlowState,
  type Measure,
} from './flow.js';

interface FigureProps {
  readonly summary: Summary;
  readonly measure: Measure;
  /** Without the drawing: figures alone. */
  readonly plain: boolean;
  readonly isToday: boolean;
  readonly onDrill: (state: State) => void;
}

const HEIGHT = 112;

/** One state's column of the funnel: what came this far, and on top of it what rests here. */
function Bar({ summary, state }: { summary: Summary; state: FlowState }): ReactElement {
  const all = reached(summary, 'SUBMITTED', 'count');
  const came = shareOf(reached(summary, state, 'count'), all);
  const rests = shareOf(restingIn(summary, state, 'count'), all);
  const isEnd = state === 'SETTLED';
  const height = Math.max(isEnd || rests === 0 ? 0 : 2, rests * HEIGHT);
  return (
    <svg className="funnel" viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      <rect
        className={isEnd ? 'ended' : 'came'}
        x="0"
        y={HEIGHT - came * HEIGHT}
        width="100"
        height={came * HEIGHT}
      />
      <rect
        x="0"
        y={HEIGHT - came * HEIGHT}
        width="100"
        height={isEnd ? 3 : height}
        style={{ fill: stateTone(state) }}
      />
    </svg>
  );
}

function useShown(measure: Measure): (value: bigint) => string {
  const { language } = useText();
  return (value) => (measure === 'count' ? count(Number(value)) : narrowWon(value, language));
}

function Heads(): ReactElement {
  const { stateName } = useText();
  return (
    <tr>
      <td />
      {FLOW_STATES.map((state) => (
        <th key={state} scope="col">
          <span className="state">
            <Symbol name={stateSymbol(state)} tone={stateTone(state)} />
            {stateName(state)}
          </span>
        </th>
      ))}
    </tr>
  );
}

/** What rests in each state now: figures that lead to their trades. */
function Resting({ summary, measure, onDrill }: Omit<FigureProps, 'plain'>): ReactElement {
  const { t, stateName } = useText();
  const shown = useShown(measure);
  return (
    <tr className="resting">
      <th scope="row">{t('s410.resting')}</th>
      {FLOW_STATES.map((state) => {
        const value = restingIn(summary, state, measure);
        const title = t('s410.drill', { state: stateName(state) });
        return (
          <td key={state}>
            <button type="button" title={title} onClick={() => onDrill(state)}>
              {shown(value)}
              <span className="unseen"> {title}</span>
            </button>
          </td>
        );
      })}
    </tr>
  );
}

/** The funnel above and the hours below share the columns of the states. */
export function FlowFigure(props: FigureProps): ReactElement {
  const { summary, measure, plain, isToday } = props;
  const { t } = useText();
  const shown = useShown(measure);
  const hours = hoursOf(summary);
  const values = hours.flatMap((hour) =>
    FLOW_STATES.map((state) => reachedIn(summary, state, hour, measure)),
  );
  const most = values.reduce((high, each) => (each > high ? each : high), 0n);
  const now = isToday ? new Date(Date.now() + 9 * 3_600_000).getUTCHours() : -1;
  return (
    <table className="flow">
      <caption className="unseen">{t('s410.flow')}</caption>
      <thead>
        <Heads />
      </thead>
      <tbody>
        <tr className="came-so-far">
          <th scope="row">{t('s410.reached')}</th>
          {FLOW_STATES.map((state) => (
            <td key={state}>{shown(reached(summary, state, measure))}</td>
          ))}
        </tr>
        {!plain && (
          <tr className="bars">
            <td />
            {FLOW_STATES.map((state) => (
              <td key={state}>
                <Bar summary={summary} state={state} />
              </td>
            ))}
          </tr>
        )}
        <Resting {...props} />
        {hours.map((hour) => (
          <tr key={hour} className={hour === now ? 'now' : ''}>
            <th scope="row">{t('s410.hour', { hour: hour.toString().padStart(2, '0') })}</th>
            {FLOW_STATES.map((state) => {
              const value = reachedIn(summary, state, hour, measure);
              const heat = { '--heat': `${shareOf(value, most) * 16}%` } as CSSProperties;
              return (
                <td key={state} className="heat" style={heat}>
                  {value === 0n ? '' : shown(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
