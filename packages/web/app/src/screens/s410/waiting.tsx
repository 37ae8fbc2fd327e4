import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Summary } from '@bondledger/sdk/api';
import type { State, Step } from '@bondledger/domain';
import { ShortWon } from '../../parts/won.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { screenOfStep } from '../step-screens.js';
import { restingIn } from './flow.js';

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

/** What waits for the reader, and what waits for others. */
export function Waiting({ summary }: { summary: Summary }): ReactElement {
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
    </aside>
  );
}
