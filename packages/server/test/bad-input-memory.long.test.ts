import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsortium } from '@bondledger/consortium';
import { chunked, halfSent, rawBytes, read, unread, whole, zipBomb } from './support/bad-bodies.js';
import { childDay, startServerChild, type ServerChild } from './support/server-child.js';
import { nextKey, signIn, START_MS } from './support/test-server.js';

const MIB = 1024 * 1024;
/** How long each kind of bad input goes on, and how many do it at a time. */
const ROUND_MS = 4_000;
const CLIENTS = 12;
/** How long what was taken may need to be given back: a collection comes with the work. */
const BACK_MS = 60_000;
const LOOK_MS = 100;
/**
 * Above the server at rest: large bodies of one institution, unpacked workbooks with the heaps of
 * their threads, and what a collection has not come to yet.
 */
const ABOVE_MIB = 900;

let directory = '';
let server: ServerChild;
let loud: Readonly<Record<string, string>>;
let admin: Readonly<Record<string, string>>;
let quiet: Readonly<Record<string, string>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bondledger-memory-'));
  await createConsortium({ directory: join(directory, 'demo'), day: childDay() });
  server = await startServerChild(directory);
  const as = async (user: string): Promise<Readonly<Record<string, string>>> => {
    const { password = '' } = server.accounts.find((each) => each.user === user) ?? {};
    return (await signIn(server.url, user, password)).headers;
  };
  [loud, admin, quiet] = [
    await as('hbsec-maker'),
    await as('hbsec-admin'),
    await as('dhsec-maker'),
  ];
}, START_MS);
afterAll(async () => {
  server.child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

const statusFile = (): string => `/proc/${String(server.child.pid)}/status`;

/** Of the process, without the files that it maps, in MiB. */
const memory = (): number =>
  Number(/^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(statusFile(), 'utf8'))?.[1] ?? 0) / 1024;

const json = (): Record<string, string> => ({
  ...loud,
  'content-type': 'application/json',
  'idempotency-key': nextKey(),
});
const file = (): Record<string, string> => ({
  ...loud,
  'content-type': 'application/octet-stream',
  'idempotency-key': nextKey(),
});

const steps = () => `${server.url}/api/steps`;
const imports = (format: string) => `${server.url}/api/back-office/imports?format=${format}`;
const PIECE = 'x'.repeat(MIB);

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};
const SHEET = 'xl/worksheets/sheet1.xml';
/** 300 MB in less than one, and what a workbook may just unpack to. */
const bomb = once(() => zipBomb(SHEET, 'x'.repeat(1_000), 300_000));
const longSheet = once(() => zipBomb(SHEET, '<row><c><v>1</v></c></row>', 3_500_000));

/** Each kind of bad input, and the answers that it may have: 0 where it is cut off. */
const KINDS: readonly (readonly [
  what: string,
  send: (gone: AbortSignal) => Promise<number>,
  told: readonly number[],
])[] = [
  ['bodies of 40 MB that say so', () => whole(steps(), json(), PIECE.repeat(40)), [413, 0]],
  ['bodies of 64 MB in chunks', () => chunked(steps(), json(), PIECE, 64), [413, 429, 0]],
  [
    'bodies of 30 MB that are no JSON',
    () => whole(steps(), json(), `["${PIECE.repeat(30)}`),
    [400, 429],
  ],
  ['bodies that are deep', () => whole(steps(), json(), '[{"a":'.repeat(2_000_000)), [400, 429]],
  [
    'bodies that stop halfway, by hundreds',
    (gone) =>
      Promise.all(Array.from({ length: 20 }, () => halfSent(steps(), json(), 16 * MIB, gone))).then(
        () => 0,
      ),
    [0],
  ],
  [
    'sign-ins of strangers that stop halfway',
    (gone) =>
      Promise.all(
        Array.from({ length: 50 }, () =>
          halfSent(
            `${server.url}/api/session`,
            { 'content-type': 'application/json' },
            900_000,
            gone,
          ),
        ),
      ).then(() => 0),
    [0],
  ],
  [
    'headers and addresses that are giant',
    () => rawBytes(server.url, `GET /api/info?${'x'.repeat(4 * MIB)} HTTP/1.1\r\nhost: x\r\n\r\n`),
    [431, 0],
  ],
  [
    'archives that unpack to gigabytes',
    () => whole(imports('xlsx'), file(), bomb()),
    [413, 400, 429],
  ],
  [
    'workbooks of one long sheet',
    () => whole(imports('xlsx'), file(), longSheet()),
    [413, 400, 429],
  ],
  [
    'files of millions of lines',
    () => whole(imports('csv'), file(), `a,b\n${'1\n'.repeat(4_800_000)}`),
    [201, 400, 413, 429],
  ],
  [
    'files of one line',
    () => whole(imports('csv'), file(), 'x'.repeat(9_900_000)),
    [201, 400, 413, 429],
  ],
  [
    'files of millions of columns',
    () => whole(imports('csv'), file(), ','.repeat(9_900_000)),
    [201, 400, 413, 429],
  ],
  [
    'streams that nobody reads',
    (gone) =>
      Promise.all(
        Array.from({ length: 30 }, () => unread(`${server.url}/api/events`, admin, gone)),
      ).then(async (all) => {
        await pause(ROUND_MS, undefined, { signal: gone }).catch(() => undefined);
        return Math.max(...all);
      }),
    [200, 429],
  ],
];

interface Round {
  readonly peak: number;
  readonly answered: number;
  readonly slowest: number;
  readonly statuses: ReadonlySet<number>;
  readonly others: ReadonlySet<number>;
}

/** One kind for a while, and beside it another person, and a look at the memory. */
async function round(send: (gone: AbortSignal) => Promise<number>): Promise<Round> {
  const over = new AbortController();
  const [statuses, others] = [new Set<number>(), new Set<number>()];
  let [peak, answered, slowest] = [0, 0, 0];
  const bad = Array.from({ length: CLIENTS }, async () => {
    while (!over.signal.aborted) statuses.add(await send(over.signal));
  });
  const looking = (async () => {
    while (!over.signal.aborted) {
      peak = Math.max(peak, memory());
      await pause(LOOK_MS);
    }
  })();
  const other = (async () => {
    while (!over.signal.aborted) {
      const began = performance.now();
      others.add(await read(`${server.url}/api/trades`, quiet));
      slowest = Math.max(slowest, performance.now() - began);
      answered += 1;
    }
  })();
  await pause(ROUND_MS);
  over.abort();
  await Promise.all([...bad, looking, other]);
  return { peak, answered, slowest, statuses, others };
}

test(
  'bad input takes bounded memory and gives it back, and others are answered meanwhile',
  async (context) => {
    if (!existsSync(statusFile())) context.skip('the memory of a process is not told here');
    await round((gone) => unread(`${server.url}/api/trades`, loud, gone));
    const rest = memory();
    const bound = rest + ABOVE_MIB;
    for (const [what, send, told] of KINDS) {
      const { peak, answered, slowest, statuses, others } = await round(send);
      const figures = [
        `${what}: ${peak.toFixed(0)} MiB of ${rest.toFixed(0)} at rest`,
        `answers ${[...statuses].sort().join(' ')}`,
        `another's ${answered.toString()}, the slowest ${slowest.toFixed(0)} ms`,
      ].join('; ');
      process.stderr.write(`${figures}\n`);
      expect(
        [...statuses].filter((status) => !told.includes(status)),
        figures,
      ).toEqual([]);
      expect([...others], figures).toEqual([200]);
      expect(peak, figures).toBeLessThan(bound);
    }
    const until = performance.now() + BACK_MS;
    while (memory() > rest + ABOVE_MIB / 2 && performance.now() < until) {
      await read(`${server.url}/api/trades`, quiet);
    }
    process.stderr.write(`afterwards ${memory().toFixed(0)} MiB\n`);
    expect(memory()).toBeLessThan(rest + ABOVE_MIB / 2);
  },
  START_MS + KINDS.length * 10 * ROUND_MS + BACK_MS,
);
