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
  settledBy,
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
  const { t, stateName } = useText();
  return (
    <tr>
      <td />
      {FLOW_STATES.map((state) => (
        <th key={state} scope="col">
          <span className="state">
            <Symbol name={stateSymbol(state)} tone={stateTone(state)} />
            <span>{stateName(state)}</span>
          </span>
        </th>
      ))}
      <th scope="col" className="settled-so-far">
        {t('s410.settledSoFar')}
      </th>
    </tr>
  );
}

/** How much of the day was settled by the end of an hour. */
function SettledSoFar({ share }: { share: number }): ReactElement {
  const { t } = useText();
  return (
    <td className="settled-so-far">
      <span className="share" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <b>{t('s410.percent', { value: (share * 100).toFixed(1) })}</b>
    </td>
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
      <td />
    </tr>
  );
}

interface HourProps extends FigureProps {
  readonly hour: number;
  /** The most that any hour has; the darkest cell. */
  readonly most: bigint;
  /** The hour that it is; -1 on another day. */
  readonly now: number;
}

/** What reached each state in an hour, and how much of the day was settled at its end. */
function Hour({ summary, measure, hour, most, now, isToday }: HourProps): ReactElement {
  const { t } = useText();
  const shown = useShown(measure);
  const all = reached(summary, 'SUBMITTED', measure);
  const share = shareOf(settledBy(summary, hour, measure), all);
  const isAhead = share === 0 || (isToday && hour > now);
  return (
    <tr className={hour === now ? 'now' : ''}>
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
      {isAhead ? <td /> : <SettledSoFar share={share} />}
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
          <td />
        </tr>
        {!plain && (
          <tr className="bars">
            <td />
            {FLOW_STATES.map((state) => (
              <td key={state}>
                <Bar summary={summary} state={state} />
              </td>
            ))}
            <td />
          </tr>
        )}
        <Resting {...props} />
        {hours.map((hour) => (
          <Hour key={hour} {...props} hour={hour} most={most} now={now} />
        ))}
      </tbody>
    </table>
  );
}
