import { useMemo } from 'react';
import { isIsin, isIsoDate, sentenceOf } from '@bondledger/domain';
import { useText } from '../text/use-text.js';

/** What can be wrong with what is typed into a field; undefined where nothing is. */
export interface Checks {
  /** Not empty, and at most so many characters. */
  readonly text: (value: string, most: number) => string | undefined;
  /** At most so many characters, or nothing. */
  readonly short: (value: string, most: number) => string | undefined;
  readonly date: (value: string) => string | undefined;
  readonly isin: (value: string) => string | undefined;
  /** Of a form of its own, which the sentence describes. */
  readonly form: (value: string, form: RegExp, sentence: string) => string | undefined;
}

export function useChecks(): Checks {
  const { t, language } = useText();
  return useMemo(() => {
    const short: Checks['short'] = (value, most) =>
      value.trim().length > most ? t('field.tooLong', { n: most }) : undefined;
    const needed = (value: string): string | undefined =>
      value.trim() === '' ? t('field.needed') : undefined;
    return {
      short,
      text: (value, most) => needed(value) ?? short(value, most),
      date: (value) => needed(value) ?? (isIsoDate(value) ? undefined : t('field.notDate')),
      isin: (value) =>
        needed(value) ??
        (isIsin(value) ? undefined : sentenceOf({ code: 'ISIN_INVALID' }, language)),
      form: (value, form, sentence) =>
        needed(value) ?? (form.test(value.trim()) ? undefined : sentence),
    };
  }, [t, language]);
}
