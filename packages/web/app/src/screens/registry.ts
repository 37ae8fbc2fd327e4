import { mayTrade } from '@bondledger/domain';
import type { Session } from '@bondledger/sdk/api';
import { MANAGEMENT } from './management.js';
import type { ScreenEntry } from './screen.js';
import { stepsOnScreen } from './step-screens.js';

const isTrader = (session: Session): boolean => mayTrade(session.institutionRoles);
const settles = ({ institutionRoles: roles }: Session): boolean =>
  roles.includes('DEPOSITORY') || roles.includes('CENTRAL_BANK');
const everybody = (): boolean => true;

/** Every screen, in the order of the menu. */
export const SCREENS: readonly ScreenEntry[] = [
  {
    key: 's110',
    number: '110',
    group: 'work',
    isFor: isTrader,
    waits: [],
    load: async () => (await import('./s110/books-screen.js')).BooksScreen,
  },
  {
    key: 's120',
    number: '120',
    group: 'work',
    isFor: isTrader,
    waits: [],
    load: async () => (await import('./s120/submit-screen.js')).SubmitScreen,
  },
  {
    key: 's130',
    number: '130',
    group: 'work',
    isFor: isTrader,
    waits: stepsOnScreen('130'),
    load: async () => (await import('./s130/confirm-screen.js')).ConfirmScreen,
  },
  {
    key: 's210',
    number: '210',
    group: 'fund',
    isFor: ({ institutionRoles: roles }) => roles.includes('ASSET_MANAGER'),
    waits: stepsOnScreen('210'),
    load: async () => (await import('./s210/instruct-screen.js')).InstructScreen,
  },
  {
    key: 's220',
    number: '220',
    group: 'fund',
    isFor: ({ institutionRoles: roles }) => roles.includes('CUSTODIAN'),
    waits: stepsOnScreen('220'),
    load: async () => (await import('./s220/approve-screen.js')).ApproveScreen,
  },
  {
    key: 's310',
    number: '310',
    group: 'settle',
    isFor: ({ institutionRoles: roles }) => roles.includes('DEPOSITORY'),
    waits: [],
    load: async () => (await import('./s310/chain-screen.js')).ChainScreen,
  },
  {
    key: 's320',
    number: '320',
    group: 'settle',
    isFor: settles,
    waits: stepsOnScreen('320'),
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
