import type { Right, Session } from '@bondledger/sdk/api';
import type { ScreenEntry, ScreenKey } from './screen.js';

const everybody = (): boolean => true;
const who =
  (right: Right) =>
  ({ rights }: Session): boolean =>
    rights.includes(right);

const entry = (
  key: ScreenKey,
  isFor: ScreenEntry['isFor'],
  load: ScreenEntry['load'],
): ScreenEntry => ({ key, number: key.slice(1), group: 'manage', isFor, waits: [], load });

/** Monitoring and management. What the server would refuse is not in the menu. */
export const MANAGEMENT: readonly ScreenEntry[] = [
  {
    ...entry('s510', everybody, async () => (await import('./s510/monitor.js')).Monitor),
    group: 'status',
  },
  entry('s910', who('ADMINISTER'), async () => (await import('./manage/people.js')).People),
  entry('s920', everybody, async () => (await import('./manage/participants.js')).Participants),
  entry('s930', everybody, async () => (await import('./manage/issues.js')).Issues),
  entry('s940', everybody, async () => (await import('./manage/business-day.js')).BusinessDay),
  entry('s950', who('AUDIT'), async () => (await import('./manage/audit.js')).Audit),
  entry(
    's960',
    ({ demo }) => demo,
    async () => (await import('./manage/demo.js')).Demo,
  ),
  entry('s990', everybody, async () => (await import('./manage/account.js')).Account),
];
