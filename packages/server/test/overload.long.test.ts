import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StepReply } from '@bondledger/sdk/api';
import { REQUESTS_WAITING, WRITES_AT_WORK } from '../src/limits.js';
import { raw } from './support/raw.js';
import { submitsAs } from './support/small-consortium.js';
import { START_MS, startTestServer, type TestServer } from './support/test-server.js';

const LOUD = 'HBSEC';
const QUIET = 'DHSEC';
const CALM_MS = 10_000;
const OVERLOAD_MS = 60_000;
/** Ten times as many clients as in the calm, and more than may be at work and wait. */
const CALM_CLIENTS = Math.ceil((1.5 * (WRITES_AT_WORK + REQUESTS_WAITING)) / 10);
const OVERLOAD_CLIENTS = 10 * CALM_CLIENTS;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ trades: 60 });
}, START_MS);
afterAll(() => server.close(), START_MS);

interface Load {
  /** References that were acknowledged. */
  readonly taken: string[];
  refused: number;
  isOver: boolean;
}

let submitted = 0;

/** A client that submits one trade after the other, and waits where it is told to. */
async function submitting(institution: string, load: Load): Promise<void> {
  const { headers } = await server.as(`${institution.toLowerCase()}-maker`);
  while (!load.isOver) {
    const reference = `L-${(submitted += 1).toString()}`;
    const body = submitsAs(server.day, institution, [reference]);
    const answer = await raw(`${server.url}/api/steps`, { method: 'POST', headers, body });
    if (answer.status === 429) {
      const after = Number(answer.headers.get('retry-after'));
      expect(after).toBeGreaterThan(0);
      load.refused += 1;
      await pause(after * 1_000);
      continue;
    }
    expect(answer.status, answer.text).toBe(200);
    const reply = JSON.parse(answer.text) as StepReply;
    expect(reply).toMatchObject({ kind: 'RESULTS', results: [{ status: 'ACCEPTED' }] });
    load.taken.push(reference);
  }
}

/** So many clients for some time. */
async function loaded(clients: number, ms: number, beside?: (load: Load) => Promise<void>) {
  const load: Load = { taken: [], refused: 0, isOver: false };
  const all = Array.from({ length: clients }, () => submitting(LOUD, load));
  const other = beside?.(load);
  await Promise.race([pause(ms), ...all]);
  const perSecond = (load.taken.length * 1_000) / ms;
  load.isOver = true;
  await Promise.all([...all, other]);
  return { ...load, perSecond };
}

const referencesOf = async (institution: string): Promise<ReadonlySet<string>> => {
  const desk = server.consortium.institution(institution);
  await desk.caughtUp();
  return new Set([...desk.book.trades()].map(({ core }) => core.terms.reference));
};

test(
  'ten times the load for a minute is refused in part, and nothing else suffers',
  async () => {
    const calm = await loaded(CALM_CLIENTS, CALM_MS);
    expect(calm.refused).toBe(0);
    const quiet: Load = { taken: [], refused: 0, isOver: false };
    let read = 0;
    const over = await loaded(OVERLOAD_CLIENTS, OVERLOAD_MS, async (load) => {
      const { headers } = await server.as(`${QUIET.toLowerCase()}-maker`);
      const writing = submitting(QUIET, quiet);
      while (!load.isOver) {
        expect((await raw(`${server.url}/api/trades`, { headers })).status).toBe(200);
        read += 1;
      }
      quiet.isOver = true;
      await writing;
    });
    const figures = [
      `calm ${calm.perSecond.toFixed(0)}/s, overloaded ${over.perSecond.toFixed(0)}/s`,
      `refused ${over.refused}, another's ${quiet.taken.length} writes and ${read} reads`,
    ].join('; ');
    process.stderr.write(`${figures}\n`);
    expect(over.refused).toBeGreaterThan(0);
    expect(over.perSecond, figures).toBeGreaterThan(calm.perSecond / 2);
    expect(quiet.refused, figures).toBe(0);
    expect(quiet.taken.length, figures).toBeGreaterThan(0);
    expect(read, figures).toBeGreaterThan(0);
    const loud = await referencesOf(LOUD);
    expect([...calm.taken, ...over.taken].filter((each) => !loud.has(each))).toEqual([]);
    const other = await referencesOf(QUIET);
    expect(quiet.taken.filter((each) => !other.has(each))).toEqual([]);
  },
  START_MS + CALM_MS + OVERLOAD_MS,
);
