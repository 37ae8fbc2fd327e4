import type { Session } from '@bondledger/sdk/api';
import { MANAGEMENT } from './management.js';
import type { ScreenEntry } from './screen.js';

const everybody = (): boolean => true;

/** Every screen, in the order of the menu. */
export const SCREENS: readonly ScreenEntry[] = [
  {
    key: 's410',
    number: '410',
    group: 'status',
    isFor: everybody,
    waits: [],
    load: async () => (await import('./s410/day-screen.js')).DayScreen,
  },
  ...MANAGEMENT,
];

export const screensFor = (session: Session): readonly ScreenEntry[] =>
  SCREENS.filter((screen) => screen.isFor(session));
