import { useEffect, useSyncExternalStore, type ReactElement } from 'react';
import { useConnection } from '../live/use-live.js';
import { Symbol } from '../parts/symbol.js';
import { useServices } from '../session/context.js';
import { clock } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { isKeyId, useKeyTexts } from './key-map.js';
import type { KeyHint } from './status-store.js';

/** The keys that work on this screen, at the right of the status line. */
export function useKeyHints(hints: readonly KeyHint[]): void {
  const { status } = useServices();
  const text = JSON.stringify(hints);
  useEffect(() => {
    status.hint(JSON.parse(text) as readonly KeyHint[]);
    return () => status.hint([]);
  }, [status, text]);
}

export function StatusLine(): ReactElement {
  const { t } = useText();
  const { status } = useServices();
  const spoken = useSyncExternalStore(status.watch, () => status.spoken);
  const { online, since } = useConnection();
  const keyText = useKeyTexts();
  const hints = useSyncExternalStore(status.watch, () => status.hints);
  return (
    <footer className={online ? 'status' : 'status offline'}>
      {!online && (
        <b className="state care" role="alert">
          <Symbol name="short" />
          {t('top.offlineWhole', { since: clock(since ?? Date.now()) })}
        </b>
      )}
      <span role="status" aria-live="polite">
        {online && spoken !== undefined && (
          <>
            <span className="quiet num">{clock(spoken.at)}</span> {spoken.text}
          </>
        )}
      </span>
      <span className="keys">
        {hints.map(({ keys, does }) => (
          <span key={keys}>
            <kbd>{isKeyId(keys) ? keyText(keys) : keys}</kbd> {does}
          </span>
        ))}
        <span>
          <kbd>{keyText('help')}</kbd> {t('keys.all')}
        </span>
      </span>
    </footer>
  );
}
