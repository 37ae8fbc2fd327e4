import { useEffect, useRef, type ReactElement } from 'react';
import { useLocation } from 'react-router';
import { useOutside } from '../parts/use-outside.js';
import { SCREENS } from '../screens/registry.js';
import { useText } from '../text/use-text.js';
import { KeyList } from './key-list.js';

/** Keys of tables and fields, which stay as the pattern of grids has them. */
const FIXED = [
  ['Space', 'select'],
  ['Shift+↑↓', 'extend'],
  ['Ctrl+A', 'selectAll'],
  ['←→↑↓ Home End PgUp PgDn', 'move'],
  ['Enter', 'drawer'],
  ['Esc', 'back'],
  ['Ctrl+C', 'copy'],
  ['+ −', 'dates'],
  ['T', 'today'],
] as const;

/** What this screen is for, and every key; most of them can be changed here. */
export function Help({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useText();
  const { pathname } = useLocation();
  const place = useRef<HTMLDivElement>(null);
  useOutside(place, true, onClose);
  useEffect(() => {
    const before = document.activeElement;
    place.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const screen = SCREENS.find(({ number }) => pathname === `/${number}`);
  return (
    <div className="help" ref={place} role="dialog" aria-label={t('keys.all')} tabIndex={-1}>
      <h2>
        {screen === undefined
          ? t('start.title')
          : `${screen.number} ${t(`screens.${screen.key}.title`)}`}
      </h2>
      <p className="second">
        {screen === undefined ? t('start.help') : t(`screens.${screen.key}.help`)}
      </p>
      <h3>{t('keys.fixed')}</h3>
      <dl className="keys-table">
        {FIXED.map(([keys, does]) => (
          <div key={keys}>
            <dt>{t(`keys.${does}`)}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <KeyList />
    </div>
  );
}
