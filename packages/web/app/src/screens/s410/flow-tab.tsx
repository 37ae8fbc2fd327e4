import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import type { Summary } from '@bondledger/sdk/api';
import type { State } from '@bondledger/domain';
import { ScreenHead } from '../../list/screen-head.js';
import { NotYet } from '../../list/not-yet.js';
import { useUrlValue } from '../../list/url.js';
import { Choice } from '../../parts/button.js';
import { DateField } from '../../parts/date-field.js';
import { stateSymbol, stateTone } from '../../parts/state.js';
import { Symbol } from '../../parts/symbol.js';
import { ShortWon } from '../../parts/won.js';
import { useDay, useSummary } from '../../shell/facts.js';
import { useKeyHints } from '../../shell/status-line.js';
import { useKey } from '../../shell/use-key.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { FlowFigure } from './flow-figure.js';
import { MEASURES, OUT_STATES, reached, restingIn, shareOf, type Measure } from './flow.js';
import { LateTrades } from './late-trades.js';
import { Waiting } from './waiting.js';

const isMeasure = (text: string): text is Measure => MEASURES.some((each) => each === text);

/** The key figures of the day, and what left the line. */
function KeyFigures({ summary }: { summary: Summary }): ReactElement {
  const { t, stateName } = useText();
  const settled = shareOf(reached(summary, 'SETTLED', 'count'), BigInt(summary.totals.count));
  return (
    <p className="key-figures">
      <b className="figure">{count(summary.totals.count)}</b>
      <span className="second">
        {t('units.trades')} · <ShortWon value={summary.totals.settlementAmount} /> {t('units.won')}
      </span>
      <span>
        <b>{stateName('SETTLED')}</b>{' '}
        <b className="num">{t('s410.percent', { value: (settled * 100).toFixed(1) })}</b>
      </span>
      <span className="end bunch">
        {OUT_STATES.map((state) => (
          <span key={state} className="state second">
            <Symbol name={stateSymbol(state)} tone={stateTone(state)} />
            {stateName(state)} {count(Number(restingIn(summary, state, 'count')))}
          </span>
        ))}
      </span>
    </p>
  );
}

/** The day by state and hour; every figure leads to its trades. */
export function FlowTab({ tabs }: { tabs: ReactElement }): ReactElement {
  const { t } = useText();
  const navigate = useNavigate();
  const today = useDay()?.businessDate ?? '';
  const [date, setDate] = useUrlValue('date', '');
  const [asked, setMeasure] = useUrlValue('measure', 'count');
  const measure = isMeasure(asked) ? asked : 'count';
  const [isTable, setTable] = useState(false);
  const summary = useSummary(date === '' ? undefined : date);
  const day = date === '' ? (summary.data?.settlementDate ?? today) : date;
  const drill = (state: State): void => {
    const states = state === 'READY' ? 'READY,CHAINED' : state;
    void navigate(`/410?tab=trades&state=${states}&settlementDateFrom=${day}`);
  };
  const figure = useRef<HTMLElement>(null);
  useKey('table', () => setTable(!isTable));
  useKeyHints([
    { keys: 'Tab', does: t('s410.toFigures') },
    { keys: 'table', does: t(isTable ? 's410.asFigure' : 's410.asTable') },
  ]);
  useEffect(() => {
    if (document.activeElement === document.body) figure.current?.focus();
  }, [summary.data === undefined]);
  return (
    <div className="column scrolls">
      <ScreenHead screen="s410">{tabs}</ScreenHead>
      <div className="conditions">
        <DateField label={t('columns.settlementDate')} value={day} onChange={setDate} />
        <Choice
          label={t('s410.measure')}
          value={measure}
          options={MEASURES.map((value) => ({ value, label: t(`s410.measures.${value}`) }))}
          onChange={setMeasure}
        />
        <button type="button" className="link" onClick={() => setTable(!isTable)}>
          {t(isTable ? 's410.asFigure' : 's410.asTable')}
        </button>
      </div>
      <div className="indent">
        <NotYet query={summary} />
      </div>
      {summary.data !== undefined && (
        <div className="day">
          <section ref={figure} data-letters tabIndex={-1} aria-label={t('s410.flow')}>
            <KeyFigures summary={summary.data} />
            <FlowFigure
              summary={summary.data}
              measure={measure}
              plain={isTable}
              isToday={day === today}
              onDrill={drill}
            />
          </section>
          <Waiting summary={summary.data} isToday={day === today} />
        </div>
      )}
      <LateTrades />
    </div>
  );
}
