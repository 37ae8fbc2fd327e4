import type { Step } from '@bondledger/domain';

/** On which screen a step is taken, by its number. */
const SCREEN_OF_STEP: Readonly<Partial<Record<Step, string>>> = {
  CONFIRM: '130',
  INSTRUCT: '210',
  APPROVE: '220',
  RESTRICT: '320',
  REQUEST_PAYMENT: '320',
  CONFIRM_PAYMENT: '320',
  CONFIRM_REVOKED: '320',
  SETTLE: '320',
};

export const screenOfStep = (step: Step): string | undefined => SCREEN_OF_STEP[step];

/** The steps that wait on a screen. */
export const stepsOnScreen = (number: string): readonly Step[] =>
  (Object.keys(SCREEN_OF_STEP) as Step[]).filter((step) => SCREEN_OF_STEP[step] === number);
