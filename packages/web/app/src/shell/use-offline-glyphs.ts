import { useEffect } from 'react';
import { serverUnreachable } from '../api/problem.js';
import { useText } from '../text/use-text.js';

/**
 * Loads the parts of the font that only the words of an outage need, and those of what a person may
 * do meanwhile: once the server is gone, they cannot be had, and the sentences would have holes.
 */
export function useOfflineGlyphs(): void {
  const { t, language } = useText();
  useEffect(() => {
    const since = '0123456789:';
    const words = [
      t('top.offline', { since }),
      t('top.offlineWhole', { since }),
      t('act.offline', { since }),
      t('rows.failed', { code: '' }),
      t('rows.stale', { at: since }),
      t('rows.again'),
      t('conditions.edited'),
      t('act.nothingPicked'),
      t('act.escape'),
      t('failed.title'),
      t('failed.notLoaded'),
      t('failed.whenBack'),
      t('failed.next'),
      serverUnreachable().sentence[language],
    ].join('');
    void document.fonts.load('13px "Noto Sans KR Variable"', words);
  }, [t, language]);
}
