import { useEffect, useRef, type ReactElement } from 'react';
import { useConnection } from '../live/use-live.js';
import { Button } from '../parts/button.js';
import { useText } from '../text/use-text.js';

/**
 * In place of a screen whose program could not be had: the server is gone, or has a newer program
 * than this page. It is loaded anew when the server is back, or on request.
 */
export function ScreenFailed(): ReactElement {
  const { t } = useText();
  const { online } = useConnection();
  const wasOffline = useRef(!online);
  useEffect(() => {
    if (!online) wasOffline.current = true;
    else if (wasOffline.current) location.reload();
  }, [online]);
  return (
    <div className="broken" role="alert">
      <h1>{t('failed.notLoaded')}</h1>
      <p className="second">{t(online ? 'failed.newer' : 'failed.whenBack')}</p>
      {online && (
        <p>
          <Button tone="go" onClick={() => location.reload()}>
            {t('failed.reload')}
          </Button>
        </p>
      )}
    </div>
  );
}
