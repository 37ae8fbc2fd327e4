import { STEP_RULES, STEPS, type Language } from '@bondledger/domain';
import { PROGRESS_TEXTS } from '../texts/progress.js';

/** Work that is no step of a trade. */
const OTHERS: Readonly<Record<string, { readonly en: string; readonly ko: string }>> = {
  SET_DAY: PROGRESS_TEXTS.setDay,
  'EXPIRE/FAIL': PROGRESS_TEXTS.expireOrFail,
  BLOCKS: PROGRESS_TEXTS.blocks,
  TRADES: PROGRESS_TEXTS.trades,
  COPIES: PROGRESS_TEXTS.copies,
};

/** A step of the day as people name it. */
export const stepName = (step: string, language: Language): string => {
  const known = STEPS.find((each) => each === step);
  if (known === undefined) return OTHERS[step]?.[language] ?? step;
  const { korean, english } = STEP_RULES[known];
  return language === 'ko' ? korean : english;
};
