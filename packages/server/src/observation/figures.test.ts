import { describe, expect, it } from 'vitest';
import { MINUTES_KEPT, RECENT_TIMES } from '../limits.js';
import { AlarmClock, alarmsOf, type AlarmInputs } from './alarms.js';
import { Minutes } from './minutes.js';
import { RecentTimes } from './recent-times.js';

describe('recent times', () => {
  it('give percentiles by nearest rank, and none of nothing', () => {
    const times = new RecentTimes();
    expect(times.percentiles(0.5, 0.99)).toEqual([null, null]);
    for (let each = 1; each <= 100; each += 1) times.add(each / 1000);
    expect(times.percentiles(0.5, 0.95, 0.99, 1)).toEqual([50, 95, 99, 100]);
  });

  it('forget the oldest', () => {
    const times = new RecentTimes();
    times.add(1000);
    for (let each = 0; each < RECENT_TIMES; each += 1) times.add(0.001);
    expect(times.percentiles(1)).toEqual([1]);
    expect(times.count).toBe(RECENT_TIMES + 1);
  });
});

describe('minutes', () => {
  it('are each there, empty or not, and the old ones go', () => {
    let now = Date.parse('2026-09-21T00:00:30Z');
    const minutes = new Minutes(() => new Date(now));
    minutes.add({ blocks: 1, instructions: 5 });
    minutes.add({ blocks: 1, refusals: 2 });
    now += 2 * 60_000;
    minutes.add({ transactions: 3 });
    const list = minutes.list();
    expect(list).toHaveLength(MINUTES_KEPT);
    expect(list.slice(-3)).toEqual([
      { at: '2026-09-21T00:00:00.000Z', blocks: 2, transactions: 0, instructions: 5, refusals: 2 },
      { at: '2026-09-21T00:01:00.000Z', blocks: 0, transactions: 0, instructions: 0, refusals: 0 },
      { at: '2026-09-21T00:02:00.000Z', blocks: 0, transactions: 3, instructions: 0, refusals: 0 },
    ]);
    now += MINUTES_KEPT * 60_000;
    expect(minutes.list().every(({ blocks, transactions }) => blocks + transactions === 0)).toBe(
      true,
    );
  });
});

const NOW = new Date('2026-09-21T09:00:00Z');
const CALM: AlarmInputs = {
  things: {
    components: [{ component: 'ledger', status: 'OK', height: 3 }],
    sizes: [],
    disk: { freeBytes: 5e9, freePart: 0.5 },
    certificates: [{ institution: 'KSD', notAfter: '2027-12-31' }],
    paidAtRest: 0,
    late: 0,
  },
  queues: [{ queue: 'ledger', depth: 10, limit: 100 }],
  progress: [{ institution: 'KSD', height: 3, behind: 0, lagMs: 5 }],
  now: NOW,
};
const things = (over: Partial<AlarmInputs['things']>): AlarmInputs => ({
  ...CALM,
  things: { ...CALM.things, ...over },
});

const CASES: readonly (readonly [string, AlarmInputs])[] = [
  ['PAID_AT_REST', things({ paidAtRest: 1 })],
  ['TRADES_LATE', things({ late: 2 })],
  ['COMPONENT_DOWN ledger', things({ components: [{ component: 'ledger', status: 'DOWN' }] })],
  ['DISK_NEARLY_FULL', things({ disk: { freeBytes: 1, freePart: 0.02 } })],
  [
    'CERTIFICATE_EXPIRING KSD',
    things({ certificates: [{ institution: 'KSD', notAfter: '2026-10-01' }] }),
  ],
  ['QUEUE_NEAR_FULL ledger', { ...CALM, queues: [{ queue: 'ledger', depth: 80, limit: 100 }] }],
  [
    'READ_MODEL_BEHIND KSD',
    { ...CALM, progress: [{ institution: 'KSD', height: 3, behind: 300, lagMs: 5 }] },
  ],
];

describe('alarms', () => {
  it('are none where all is well', () => {
    expect(alarmsOf(CALM)).toEqual([]);
  });

  it.each(CASES)('%s says in both languages what to do', (alarm, inputs) => {
    const found = alarmsOf(inputs);
    expect(found.map((each) => each.alarm)).toEqual([alarm]);
    expect(found[0]?.sentence.en).toMatch(/[;,] /);
    expect(found[0]?.sentence.ko).toMatch(/(니다|시오)\.$/);
  });

  it('are none for a read model that was slow and has caught up', () => {
    const progress = [{ institution: 'KSD', height: 3, behind: 0, lagMs: 60_000 }];
    expect(alarmsOf({ ...CALM, progress })).toEqual([]);
  });

  it('keep since when they have been there, and begin anew when they come back', () => {
    const clock = new AlarmClock();
    const later = new Date(NOW.getTime() + 60_000);
    const found = alarmsOf(things({ late: 1 }));
    expect(clock.timed(found, NOW)[0]?.since).toBe(NOW.toISOString());
    expect(clock.timed(found, later)[0]?.since).toBe(NOW.toISOString());
    expect(clock.timed([], later)).toEqual([]);
    expect(clock.timed(found, later)[0]?.since).toBe(later.toISOString());
  });
});
