import { STEP_RULES, STEPS, type Language } from '@bondledger/domain';
import { PROGRESS_TEXTS } from '../texts/progress.js';

/** A step of the day as people name it. */
export const stepName = (step: string, language: Language): string => {
  const known = STEPS.find((each) => each === step);
  if (known !== undefined) {
    const { korean, english } = STEP_RULES[known];
    return language === 'ko' ? korean : english;
  }
  if (step === 'SET_DAY') return PROGRESS_TEXTS.setDay[language];
  return step === 'EXPIRE/FAIL' ? PROGRESS_TEXTS.expireOrFail[language] : step;
};
