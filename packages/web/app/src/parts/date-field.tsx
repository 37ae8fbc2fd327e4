import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Calendar } from '@bondledger/domain';
import { useServices } from '../session/context.js';
import { useDay } from '../shell/facts.js';
import { weekdayOf } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { calendarOf, stepBusinessDay, stepMonth, typedDate, weeksOf } from './dates.js';
import { Symbol } from './symbol.js';
import { useOutside } from './use-outside.js';

interface DateFieldProps {
  readonly label: string;
  /** YYYY-MM-DD, or '' for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

interface MarketDays extends Calendar {
  /** What a holiday is called; undefined of other days. */
  readonly nameOf: (date: string) => string | undefined;
}

function useCalendar(): MarketDays {
  const { api } = useServices();
  const { t, say, language } = useText();
  const { data } = useQuery({
    queryKey: ['holidays'],
    queryFn: () => api.call('holidays', {}),
    staleTime: Infinity,
  });
  return useMemo(() => {
    const holidays = data?.holidays ?? [];
    const names = new Map(
      holidays.map(({ date, name }) => [date, name === undefined ? t('day.declared') : say(name)]),
    );
    return { ...calendarOf(holidays), nameOf: (date) => names.get(date) };
  }, [data, language]);
}

interface FaultProps {
  readonly id: string;
  readonly isShown: boolean;
}

function DateFault({ id, isShown }: FaultProps): ReactElement | null {
  const { t } = useText();
  if (!isShown) return null;
  return (
    <span className="fault" id={id} role="alert">
      {t('field.notDate')}
    </span>
  );
}

/** Typed or picked; `+` and `−` go from business day to business day, T is today. */
export function DateField({ label, value, onChange }: DateFieldProps): ReactElement {
  const id = useId();
  const { t } = useText();
  const place = useRef<HTMLSpanElement>(null);
  const [typed, setTyped] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const calendar = useCalendar();
  const today = useDay()?.businessDate ?? '2026-01-01';
  useOutside(place, isOpen, () => setOpen(false));
  const isWrong = typed !== undefined && typed !== '' && typedDate(typed, today) === undefined;
  const leave = (): void => {
    if (typed === undefined) return;
    const date = typed === '' ? '' : typedDate(typed, today);
    if (date === undefined) return;
    onChange(date);
    setTyped(undefined);
  };
  const press = (event: KeyboardEvent): void => {
    const from = typedDate(typed ?? value, today) ?? today;
    const isPlus = event.code === 'NumpadAdd' || (event.code === 'Equal' && event.shiftKey);
    if (isPlus) onChange(stepBusinessDay(from, 1, calendar));
    else if (event.code === 'NumpadSubtract') onChange(stepBusinessDay(from, -1, calendar));
    else if (event.code === 'KeyT') onChange(today);
    else {
      if (event.code === 'Enter') leave();
      return;
    }
    setTyped(undefined);
    event.preventDefault();
  };
  return (
    <span className="field menu-anchor" ref={place}>
      <label htmlFor={id}>{label}</label>
      <span className="date-input">
        <input
          id={id}
          className="input date"
          autoComplete="off"
          value={typed ?? value}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-fault` : undefined}
          onKeyDown={press}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={leave}
        />
        <button
          type="button"
          aria-label={t('date.pick', { label })}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Symbol name="calendar" />
        </button>
      </span>
      <DateFault id={`${id}-fault`} isShown={isWrong} />
      {isOpen && (
        <Month
          value={value === '' ? today : value}
          calendar={calendar}
          onPick={(date) => {
            onChange(date);
            setTyped(undefined);
            setOpen(false);
          }}
        />
      )}
    </span>
  );
}

interface MonthProps {
  readonly value: string;
  readonly calendar: MarketDays;
  readonly onPick: (date: string) => void;
}

interface HolidaysProps {
  readonly days: readonly (string | null)[];
  readonly nameOf: MarketDays['nameOf'];
}

/** What the struck-out days of a month are called. */
function HolidaysOf({ days, nameOf }: HolidaysProps): ReactElement | null {
  const named = days.flatMap((day) => {
    const name = day === null ? undefined : nameOf(day);
    return day === null || name === undefined ? [] : [{ day, name }];
  });
  if (named.length === 0) return null;
  return (
    <ul className="second holidays">
      {named.map(({ day, name }) => (
        <li key={day}>
          <span className="num">{day.slice(5)}</span> {name}
        </li>
      ))}
    </ul>
  );
}

const SUNDAY = '2026-11-01';

/** Business days can be picked; the others are struck out, holidays with their names. */
function Month({ value, calendar, onPick }: MonthProps): ReactElement {
  const { t, language } = useText();
  const [month, setMonth] = useState(value.slice(0, 7));
  const names = weeksOf(SUNDAY.slice(0, 7))[0] ?? [];
  return (
    <div className="menu left month" role="group" aria-label={month}>
      <div className="bunch">
        <b className="num">{month}</b>
        <span className="end">
          <button
            type="button"
            className="button bare"
            onClick={() => setMonth(stepMonth(month, -1))}
          >
            {t('date.before')}
          </button>
          <button
            type="button"
            className="button bare"
            onClick={() => setMonth(stepMonth(month, 1))}
          >
            {t('date.after')}
          </button>
        </span>
      </div>
      <table>
        <thead>
          <tr>
            {names.map((day) => (
              <th key={day} scope="col">
                {weekdayOf(day ?? SUNDAY, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, index) => (
            <tr key={`${month}-${index}`}>
              {week.map((day, weekday) => (
                <td key={day ?? `none-${weekday}`}>
                  {day !== null && (
                    <button
                      type="button"
                      disabled={!calendar.isBusinessDay(day)}
                      aria-pressed={day === value}
                      title={calendar.nameOf(day)}
                      onClick={() => onPick(day)}
                    >
                      {Number(day.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <HolidaysOf days={weeksOf(month).flat()} nameOf={calendar.nameOf} />
    </div>
  );
}
