import type { ReactElement } from 'react';
import type { State } from '@bondledger/domain';
import { useText } from '../text/use-text.js';
import { Symbol, type SymbolName } from './symbol.js';

/** A state's name in style sheets and drawings: PAYMENT_REQUESTED is payment-requested. */
export const stateSymbol = (state: State): SymbolName =>
  state.toLowerCase().replaceAll('_', '-') as SymbolName;

export const stateTone = (state: State): string =>
  `var(--s-${state.toLowerCase().replaceAll('_', '-')})`;

/** A coloured symbol and an ink label. */
export function StateLabel({ state }: { state: State }): ReactElement {
  const { stateName } = useText();
  return (
    <span className="state">
      <Symbol name={stateSymbol(state)} tone={stateTone(state)} />
      {stateName(state)}
    </span>
  );
}

/** How far each state is on the line of steps; a chain is a kind of readiness. */
const PLACES: Readonly<Record<State, number>> = {
  NONE: 0,
  SUBMITTED: 0,
  MATCHED: 1,
  READY: 2,
  CHAINED: 2,
  RESTRICTED: 3,
  PAYMENT_REQUESTED: 4,
  PAID: 5,
  SETTLED: 6,
  REJECTED: 0,
  CANCELLED: 1,
  EXPIRED: 1,
  FAILED: 3,
};
const STEPS_OF_LINE = [0, 1, 2, 3, 4, 5, 6];

/** The line of steps in a row: what is done, where it is, what is ahead. */
export function Rail({ state }: { state: State }): ReactElement {
  const { t, stateName } = useText();
  const at = PLACES[state];
  const label = t('state.place', { state: stateName(state), at: at + 1, of: STEPS_OF_LINE.length });
  return (
    <svg className="rail" viewBox="0 0 62 12" role="img" aria-label={label}>
      {STEPS_OF_LINE.map((step) => {
        const x = step * 9;
        if (step < at) return <rect key={step} className="done" x={x} y="4" width="7" height="4" />;
        if (step > at) {
          return <rect key={step} className="ahead" x={x} y="6" width="7" height="1" />;
        }
        const style = { fill: stateTone(state) };
        return <rect key={step} x={x} y="1" width="7" height="10" style={style} />;
      })}
    </svg>
  );
}
