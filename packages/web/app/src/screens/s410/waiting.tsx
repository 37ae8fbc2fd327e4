import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Summary } from '@bondledger/sdk/api';
import type { State, Step } from '@bondledger/domain';
import { ShortWon } from '../../parts/won.js';
import { useDay } from '../../shell/facts.js';
import { count, secondsOfDay } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { screenOfStep } from '../step-screens.js';
import { forecast, restingIn } from './flow.js';

/** Whose turn it is where a trade rests. */
const TURNS = [
  ['SUBMITTED', 'buyer'],
  ['MATCHED', 'fund'],
  ['READY', 'depository'],
  ['RESTRICTED', 'depository'],
  ['PAYMENT_REQUESTED', 'centralBank'],
] as const satisfies readonly (readonly [State, string])[];

function Line(props: { to: string; name: string; n: number; amount: string }): ReactElement {
  return (
    <li>
      <Link to={props.to}>
        <span>{props.name}</span>
        <b className="num">{count(props.n)}</b>
        <span className="num second">
          <ShortWon value={props.amount} />
        </span>
      </Link>
    </li>
  );
}

/** What is left at the cut-off at the pace of the last hour. */
function UntilCutOff({ summary }: { summary: Summary }): ReactElement | null {
  const { t } = useText();
  const day = useDay();
  if (day?.phase !== 'OPEN') return null;
  const [hour = '0', minute = '0'] = day.cutOff.split(':');
  const cutOff = Number(hour) * 3600 + Number(minute) * 60;
  const told = forecast(summary, secondsOfDay(Date.now()), cutOff);
  if (told === undefined) return null;
  const time = day.cutOff.slice(0, 5);
  return (
    <>
      <h2>{t('s410.untilCutOff')}</h2>
      <p className="second">
        {t('s410.pace', { perHour: count(told.perHour), time })}{' '}
        <b>{t('s410.paceLeft', { left: count(told.left) })}</b>
      </p>
    </>
  );
}

interface WaitingProps {
  readonly summary: Summary;
  readonly isToday: boolean;
}

/** What waits for the reader, and what waits for others. */
export function Waiting({ summary, isToday }: WaitingProps): ReactElement {
  const { t, stepName, stateName } = useText();
  const placeOf = (step: Step): string =>
    screenOfStep(step) ?? `410?tab=trades&waitsForStep=${step}`;
  const mine = summary.waitsForMe.filter(({ count: n }) => n > 0);
  return (
    <aside className="waiting">
      <h2>{t('start.mine')}</h2>
      {mine.length === 0 && <p className="second">{t('start.nothing')}</p>}
      <ul>
        {mine.map(({ step, count: n, settlementAmount }) => (
          <Line
            key={step}
            to={`/${placeOf(step)}`}
            name={stepName(step)}
            n={n}
            amount={settlementAmount}
          />
        ))}
      </ul>
      <h2>{t('s410.rests')}</h2>
      <ul>
        {TURNS.map(([state, who]) => (
          <Line
            key={state}
            to={`/410?tab=trades&state=${state}&settlementDateFrom=${summary.settlementDate}`}
            name={`${t(`s410.turns.${who}`)} · ${stateName(state)}`}
            n={Number(restingIn(summary, state, 'count'))}
            amount={restingIn(summary, state, 'settlementAmount').toString()}
          />
        ))}
      </ul>
      {isToday && <UntilCutOff summary={summary} />}
    </aside>
  );
}
