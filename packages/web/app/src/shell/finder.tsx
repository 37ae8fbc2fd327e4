import { useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { isIsin, isTradeId } from '@bondledger/domain';
import { useOutside } from '../parts/use-outside.js';
import { screensFor } from '../screens/registry.js';
import { useSession } from '../session/context.js';
import { useText } from '../text/use-text.js';

interface Hit {
  readonly number: string;
  readonly label: string;
  readonly to: string;
}

/** Screens by number or name; else trades by number, ISIN or reference. */
function useHits(text: string): readonly Hit[] {
  const { t } = useText();
  const session = useSession();
  return useMemo(() => {
    const wanted = text.trim();
    const upper = wanted.toUpperCase();
    const screens = screensFor(session).map(({ key, number }) => ({
      number,
      label: t(`screens.${key}.title`),
      to: `/${number}`,
    }));
    const found = screens.filter(
      ({ number, label }) => number.startsWith(wanted) || label.toUpperCase().includes(upper),
    );
    if (wanted.length < 4) return found;
    const trades = '/410?tab=trades';
    if (isTradeId(upper)) {
      return [...found, { number: '410', label: upper, to: `${trades}&trade=${upper}` }];
    }
    const [field, what] = isIsin(upper)
      ? (['isin', t('finder.byIsin', { text: upper })] as const)
      : (['reference', t('finder.byReference', { text: wanted })] as const);
    const value = field === 'isin' ? upper : wanted;
    const to = `${trades}&${field}=${encodeURIComponent(value)}`;
    return [...found, { number: '410', label: what, to }];
  }, [text, session, t]);
}

/** Ctrl+K: go to a screen or a trade. */
export function Finder({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useText();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  const hits = useHits(text);
  useOutside(place, true, onClose);
  const go = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    onClose();
    void navigate(hit.to);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      setAt((at + by + hits.length) % Math.max(1, hits.length));
    } else if (event.code === 'Enter') go(hits[at]);
  };
  return (
    <div className="finder" ref={place}>
      <input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="finder-hits"
        aria-activedescendant={hits[at] === undefined ? undefined : `hit-${at}`}
        aria-label={t('top.find')}
        value={text}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
      />
      <ul id="finder-hits" role="listbox" aria-label={t('finder.hits')}>
        {hits.map((hit, index) => (
          <li
            key={hit.to}
            id={`hit-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault();
              go(hit);
            }}
          >
            <b>{hit.number}</b> {hit.label}
          </li>
        ))}
      </ul>
    </div>
  );
}
