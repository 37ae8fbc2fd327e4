import { useEffect, type ReactElement } from 'react';
import { cutWon, shortWon } from '../text/format.js';
import { useText } from '../text/use-text.js';

/** Exact won with the rule before the last eight (English: nine) digits. */
export function Won({ value }: { value: string | bigint }): ReactElement {
  const { language } = useText();
  const { head, tail } = cutWon(value, language);
  return (
    <span className={BigInt(value) < 0n ? 'won stop' : 'won'}>
      {head}
      <i className={head === '' ? 'small' : undefined}>{tail}</i>
    </span>
  );
}

/** 1,504억 beside or instead of a total. */
export function ShortWon({ value }: { value: string | bigint }): ReactElement {
  const { language } = useText();
  return <span className="num">{shortWon(value, language)}</span>;
}

const TAILS = { ko: '00,000,000', en: '000,000,000' } as const;

/** Measures how wide the digits behind the rule are, so that the rules of all rows align. */
export function useTailWidth(): void {
  const { language } = useText();
  useEffect(() => {
    const measure = (): void => {
      const probe = document.createElement('span');
      probe.className = 'num unseen';
      probe.style.width = 'auto';
      probe.textContent = TAILS[language];
      document.body.append(probe);
      const width = probe.getBoundingClientRect().width + 1;
      probe.remove();
      document.documentElement.style.setProperty('--tail', `${width}px`);
    };
    measure();
    void document.fonts.ready.then(measure);
    // Digits of a font that arrives later may be wider.
    document.fonts.addEventListener('loadingdone', measure);
    return () => document.fonts.removeEventListener('loadingdone', measure);
  }, [language]);
}
