import { STEP_RULES, STEPS, type Step } from '@bondledger/domain';
import type { BilingualText } from '@bondledger/sdk/api';
import type { Desk } from '../desks/desk.js';

/** Steps that are due for an institution which people play by hand. */
export interface Held {
  readonly desk: Desk;
  readonly step: string;
  readonly count: number;
}

const isStep = (name: string): name is Step => STEPS.some((step) => step === name);

const stepName = (step: string): BilingualText => {
  if (isStep(step)) return { ko: STEP_RULES[step].korean, en: STEP_RULES[step].english };
  return step === 'SET_DAY'
    ? { ko: '영업일 진행', en: 'Move the business day' }
    : { ko: '기한 경과·미결제', en: 'Expire or fail' };
};

/** Whom the day waits for, and for what. */
export function waitsFor(held: readonly Held[]): BilingualText | undefined {
  if (held.length === 0) return undefined;
  const parts = held.map(({ desk, step, count }) => {
    const { ko, en } = stepName(step);
    const { name } = desk.profile;
    return { ko: `${name.ko} ${ko} ${count}건`, en: `${name.en}: ${en} (${count})` };
  });
  return {
    ko: `직접 처리하는 기관을 기다립니다: ${parts.map(({ ko }) => ko).join(', ')}`,
    en: `Waits for who acts by hand: ${parts.map(({ en }) => en).join(', ')}`,
  };
}
