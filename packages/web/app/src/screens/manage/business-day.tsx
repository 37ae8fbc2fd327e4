import { useMemo, useState, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { createCalendar, type Phase } from '@bondledger/domain';
import type { Day } from '@bondledger/sdk/api';
import { API_PATHS } from '../../api/routes.js';
import type { Column } from '../../grid/column.js';
import { ExportButtons } from '../../list/list-tools.js';
import { ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { List, textColumn } from '../../manage/list.js';
import { useWork, type Work } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { SelectField, TextField } from '../../parts/field.js';
import { useChecks } from '../../parts/use-checks.js';
import { useServices, useSession } from '../../session/context.js';
import { useDay } from '../../shell/facts.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { count, weekdayOf } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';

interface Holiday {
  readonly date: string;
  readonly name?: { readonly ko: string; readonly en: string } | undefined;
}

const dateOf = ({ date }: Holiday): string => date;

const NO_HOLIDAYS: readonly Holiday[] = [];

const columnsOf = ({ t, say, language }: Text): readonly Column<Holiday>[] => [
  textColumn('date', t('day.date'), 120, dateOf, { pin: 'start', rank: 0 }),
  textColumn('weekday', t('day.weekday'), 60, ({ date }) => weekdayOf(date, language)),
  textColumn(
    'name',
    t('day.holidayName'),
    240,
    ({ name }) => (name === undefined ? t('day.declared') : say(name)),
    { grow: 1 },
  ),
];

/** The phase after this one, on this date or the next business day. */
function nextOf(day: Day, holidays: readonly Holiday[]): { date: string; phase: Phase } {
  if (day.phase === 'OPEN') return { date: day.businessDate, phase: 'CUT_OFF' };
  if (day.phase === 'CUT_OFF') return { date: day.businessDate, phase: 'CLOSED' };
  const calendar = createCalendar(holidays.map(dateOf));
  return { date: calendar.next(day.businessDate), phase: 'OPEN' };
}

function useMoving(work: Work, day: Day | undefined, holidays: readonly Holiday[]): Action[] {
  const { t } = useText();
  const { api } = useServices();
  if (day === undefined) return [];
  const { date, phase } = nextOf(day, holidays);
  const name = t(`phases.${phase}`);
  const isNewDay = phase === 'OPEN';
  return [
    {
      id: 'move',
      label: isNewDay ? t('day.open', { date }) : t('day.move', { phase: name }),
      key: 'act',
      title: isNewDay ? t('day.openTitle', { date }) : t('day.moveTitle', { phase: name }),
      facts: phase === 'CUT_OFF' ? [{ label: t('act.next'), text: t('day.cutOffFact') }] : [],
      run: (decision) =>
        work.run(async (idempotencyKey) => {
          const body = { businessDate: date, phase };
          await api.call('setDay', { body }, { idempotencyKey });
          return t('day.moved', { date, phase: name });
        }, decision),
    },
  ];
}

function useDeclaring(work: Work): Action {
  const { t } = useText();
  const { api } = useServices();
  const [date, setDate] = useState('');
  const wrong = useChecks().date(date);
  return {
    id: 'declare',
    label: t('day.addHoliday'),
    title: t('day.addHolidayTitle'),
    facts: [],
    fields: (
      <div className="fields">
        <TextField label={t('day.date')} value={date} size={12} wrong={wrong} onChange={setDate} />
      </div>
    ),
    unfinished: wrong === undefined ? undefined : t('manage.fill'),
    run: (decision) =>
      work.run(async (idempotencyKey) => {
        await api.call('addHolidays', { body: { dates: [date] } }, { idempotencyKey });
        setDate('');
        return t('day.addedHoliday', { date });
      }, decision),
  };
}

/** Where the ledger's day stands now. */
function DayFigures(): ReactElement | null {
  const { t } = useText();
  const day = useDay();
  if (day === undefined) return null;
  return (
    <dl className="figures" aria-label={t('day.now')}>
      <div>
        <dt>{t('day.businessDate')}</dt>
        <dd>{day.businessDate}</dd>
      </div>
      <div>
        <dt>{t('day.phase')}</dt>
        <dd>{t(`phases.${day.phase}`)}</dd>
      </div>
      <div>
        <dt>{t('day.cutOff')}</dt>
        <dd>{day.cutOff}</dd>
      </div>
      <div>
        <dt>{t('day.height')}</dt>
        <dd>{count(day.height)}</dd>
      </div>
    </dl>
  );
}

/** 940: the ledger's business day and phase, and its calendar. */
export function BusinessDay(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const { api } = useServices();
  const session = useSession();
  const day = useDay();
  const query = useQuery({ queryKey: ['holidays'], queryFn: () => api.call('holidays', {}) });
  const holidays: readonly Holiday[] = query.data?.holidays ?? NO_HOLIDAYS;
  const [year, setYear] = useUrlValue('year', day?.businessDate.slice(0, 4) ?? '');
  const rows = useMemo(
    () => holidays.filter(({ date }) => year === 'all' || date.startsWith(year)),
    [holidays, year],
  );
  const years = [...new Set(holidays.map(({ date }) => date.slice(0, 4)))];
  const columns = useMemo(() => columnsOf(text), [language]);
  const work = useWork('day', 'holidays');
  const moving = useMoving(work, day, holidays);
  const declaring = useDeclaring(work);
  const isOperator = session.institution === 'KSD' && session.rights.includes('OPERATE');
  return (
    <div className="column">
      <ScreenHead
        screen="s940"
        tools={
          <ExportButtons
            path={API_PATHS.exportHolidays}
            filter={{ year: year === 'all' ? '' : year }}
          />
        }
      />
      <DayFigures />
      <div className="conditions">
        <SelectField
          label={t('day.year')}
          value={year}
          options={[
            ...years.map((value) => ({ value, label: value })),
            { value: 'all', label: t('conditions.any') },
          ]}
          onChange={setYear}
        />
        <span className="end second num">{t('day.found', { n: count(rows.length) })}</span>
      </div>
      <List
        name="holidays"
        label={t('day.holidays')}
        columns={columns}
        rows={rows}
        keyOf={dateOf}
        query={query}
        empty={t('day.noHoliday')}
      />
      {isOperator && (
        <ActionBar
          summary={<WorkSummary work={work} idle={t('day.idle')} />}
          actions={[declaring, ...moving]}
        />
      )}
    </div>
  );
}
