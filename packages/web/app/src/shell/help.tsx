import { useRef, type ReactElement } from 'react';
import { useLocation } from 'react-router';
import { useOutside } from '../parts/use-outside.js';
import { SCREENS } from '../screens/registry.js';
import { useText } from '../text/use-text.js';

const KEYS = [
  ['Alt+Q', 'query'],
  ['Alt+S', 'act'],
  ['Alt+R', 'reject'],
  ['Space', 'select'],
  ['Shift+↑↓', 'extend'],
  ['Ctrl+A', 'selectAll'],
  ['←→↑↓ Home End PgUp PgDn', 'move'],
  ['Enter', 'drawer'],
  ['Esc', 'back'],
  ['Ctrl+C', 'copy'],
  ['Ctrl+E', 'export'],
  ['Ctrl+K', 'find'],
  ['1–5', 'tabs'],
] as const;

/** What this screen is for, and every key. */
export function Help({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useText();
  const { pathname } = useLocation();
  const place = useRef<HTMLDivElement>(null);
  useOutside(place, true, onClose);
  const screen = SCREENS.find(({ number }) => pathname === `/${number}`);
  return (
    <div className="help" ref={place} role="dialog" aria-label={t('keys.all')}>
      <h2>
        {screen === undefined
          ? t('start.title')
          : `${screen.number} ${t(`screens.${screen.key}.title`)}`}
      </h2>
      <p className="second">
        {screen === undefined ? t('start.help') : t(`screens.${screen.key}.help`)}
      </p>
      <dl className="pairs">
        {KEYS.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(`keys.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
