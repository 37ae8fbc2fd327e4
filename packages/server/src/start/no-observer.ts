import type { Observer } from '../observation/observer.js';

const nothing = (): void => undefined;

/** Where nobody measures. */
export const NO_OBSERVER: Observer = {
  stage: nothing,
  refused: nothing,
  retried: nothing,
  conflicted: nothing,
  queue: nothing,
};
