import { mayTrade } from '@bondledger/domain';
import type { Session } from '@bondledger/sdk/api';
import { MANAGEMENT } from './management.js';
import type { ScreenEntry } from './screen.js';

const isTrader = (session: Session): boolean => mayTrade(session.institutionRoles);
const settles = ({ institutionRoles: roles }: Session): boolean =>
  roles.includes('DEPOSITORY') || roles.includes('CENTRAL_BANK');
const everybody = (): boolean => true;

/** Every screen, in the order of the menu. */
export const SCREENS: readonly ScreenEntry[] = [
  {
    key: 's130',
    number: '130',
    group: 'work',
    isFor: isTrader,
    waits: ['CONFIRM'],
    load: async () => (await import('./s130/confirm-screen.js')).ConfirmScreen,
  },
  {
    key: 's320',
    number: '320',
    group: 'settle',
    isFor: settles,
    waits: ['RESTRICT', 'REQUEST_PAYMENT', 'CONFIRM_PAYMENT', 'CONFIRM_REVOKED', 'SETTLE'],
    load: async () => (await import('./s320/settle-screen.js')).SettleScreen,
  },
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
