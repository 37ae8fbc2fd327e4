import { useEffect, useState, type ReactElement } from 'react';
import type { Day } from '@bondledger/sdk/api';
import { useConnection } from '../live/use-live.js';
import { Symbol } from '../parts/symbol.js';
import { useSession } from '../session/context.js';
import { clock, count, duration, secondsOfDay, weekdayOf } from '../text/format.js';
import { chooseLanguage } from '../text/i18n.js';
import { useText } from '../text/use-text.js';
import { useDay } from './facts.js';
import { useKeyTexts } from './key-map.js';
import { chosenTheme, chooseTheme, type Theme } from './theme.js';

const OPENING_SECOND = 9 * 3600;

/** The server's clock: ours, moved by what it was off when the day was read. */
function useNow(day: Day | undefined): number {
  const [now, setNow] = useState(Date.now());
  const [offset, setOffset] = useState(0);
  const told = day?.now;
  useEffect(() => {
    if (told !== undefined) setOffset(new Date(told).getTime() - Date.now());
  }, [told]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now + offset;
}

const secondOf = (time: string): number => {
  const [hour = '0', minute = '0'] = time.split(':');
  return Number(hour) * 3600 + Number(minute) * 60;
};

function CutOff({ day }: { day: Day }): ReactElement {
  const { t, language } = useText();
  const now = useNow(day);
  const cutOff = secondOf(day.cutOff);
  const second = secondsOfDay(now);
  const share = Math.min(1, Math.max(0, (second - OPENING_SECOND) / (cutOff - OPENING_SECOND)));
  const left = (cutOff - second) * 1000;
  const time = day.cutOff.slice(0, 5);
  return (
    <span className="clock">
      <span className="day-line" aria-hidden="true">
        <i style={{ width: `${Math.round(share * 96)}px` }} />
      </span>
      <span className="num">{clock(now)}</span>
      <span className="quiet num">
        {left > 0 && day.phase === 'OPEN'
          ? t('top.untilCutOff', { time, left: duration(left, language) })
          : t('top.cutOff', { time })}
      </span>
    </span>
  );
}

/** Connected and the newest block, or since when not. Its width does not change. */
function LinkState({ day }: { day: Day | undefined }): ReactElement {
  const { t } = useText();
  const { online, since, height } = useConnection();
  const block = Math.max(height ?? 0, day?.height ?? 0);
  if (online) {
    return (
      <span className="link-state">
        <span className="good">
          <Symbol name="tick" />
        </span>
        {t('top.online')} <span className="quiet">{t('top.block', { height: count(block) })}</span>
      </span>
    );
  }
  return (
    <span className="link-state care">
      <Symbol name="none" />
      <b>{t('top.offline', { since: clock(since ?? Date.now()) })}</b>
    </span>
  );
}

function ThemeSwitch(): ReactElement {
  const { t } = useText();
  const [theme, setTheme] = useState<Theme>(chosenTheme());
  const choose = (next: Theme): void => {
    chooseTheme(next);
    setTheme(next);
  };
  const next: Theme = theme === 'system' ? 'light' : theme === 'light' ? 'dark' : 'system';
  return (
    <span className="switch">
      <button type="button" title={t('top.theme')} onClick={() => choose(next)}>
        <span className="unseen">{t('top.theme')} </span>
        {t(`top.themes.${theme}`)}
      </button>
    </span>
  );
}

function LanguageSwitch(): ReactElement {
  const { t, language } = useText();
  return (
    <span className="switch" role="group" aria-label={t('top.language')}>
      {(['ko', 'en'] as const).map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={language === each}
          onClick={() => chooseLanguage(each)}
        >
          {t(`top.languages.${each}`)}
        </button>
      ))}
    </span>
  );
}

export function TopBar({ onFind }: { onFind: () => void }): ReactElement {
  const { t, language, say } = useText();
  const session = useSession();
  const day = useDay();
  const keys = useKeyTexts()('find');
  return (
    <header className="top">
      <b>{say(session.institutionName)}</b>
      <span className="divide" />
      {day !== undefined && (
        <>
          <span className="num">
            {day.businessDate}{' '}
            <span className="quiet">({weekdayOf(day.businessDate, language)})</span>
          </span>
          <b>{t(`phases.${day.phase}`)}</b>
          <CutOff day={day} />
        </>
      )}
      <button
        type="button"
        className="seek"
        onClick={onFind}
        aria-keyshortcuts={keys.replace('Ctrl', 'Control')}
      >
        <Symbol name="find" />
        <span>{t('top.find')}</span>
        <kbd aria-hidden="true">{keys.replaceAll('+', ' ')}</kbd>
      </button>
      <LinkState day={day} />
      <span className="divide" />
      <LanguageSwitch />
      <ThemeSwitch />
    </header>
  );
}
