import { afterAll, beforeAll, expect, test } from 'vitest';
import { HEIGHT_WAITS_AT_WORK, READS_AT_WORK, REQUESTS_WAITING } from '../src/limits.js';
import { problemIn, raw } from './support/raw.js';
import { START_MS, startTestServer, type TestServer } from './support/test-server.js';

const OWN_REQUESTS = 20;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ trades: 10 });
}, START_MS);
afterAll(() => server.close(), START_MS);

test('one institution that asks for too much does not hold up another', async () => {
  const [{ headers: loud }, { headers: quiet }] = [
    await server.as('hbsec-maker'),
    await server.as('dhsec-maker'),
  ];
  const address = `${server.url}/api/trades`;
  let [answered, refused, isOver] = [0, 0, false];
  const load = async (): Promise<void> => {
    while (!isOver) {
      const { status, headers } = await raw(address, { headers: loud });
      if (status === 429) {
        refused += 1;
        expect(headers.get('retry-after')).toBe('1');
        // As a client does that was told to wait: the others have their turns meanwhile.
        await new Promise((resolve) => setImmediate(resolve));
      } else {
        expect(status).toBe(200);
        answered += 1;
      }
    }
  };
  const loads = Array.from({ length: 2 * (READS_AT_WORK + REQUESTS_WAITING) }, load);
  await expect.poll(() => refused, { timeout: START_MS }).toBeGreaterThan(0);
  const before: number[] = [];
  for (let at = 0; at < OWN_REQUESTS; at += 1) {
    const begun = answered;
    expect((await raw(address, { headers: quiet })).status).toBe(200);
    before.push(answered - begun);
  }
  isOver = true;
  await Promise.all(loads);
  before.sort((left, right) => left - right);
  // It waited for those at work, not for the hundreds that wait.
  expect(before[OWN_REQUESTS / 2]).toBeLessThan(REQUESTS_WAITING / 2);
}, 120_000);

test('reads that wait for a block keep no other read of their institution waiting', async () => {
  const { headers } = await server.as('hbsec-maker');
  const address = `${server.url}/api/trades`;
  let ended = 0;
  const waits = Array.from({ length: 2 * HEIGHT_WAITS_AT_WORK }, async () => {
    const answer = await raw(`${address}?atLeastHeight=999999`, { headers });
    ended += 1;
    return problemIn(answer).code;
  });
  await expect
    .poll(() => server.server.services.turns.waiting, { timeout: START_MS })
    .toBeGreaterThan(0);
  expect((await raw(address, { headers })).status).toBe(200);
  expect((await raw(`${address}?atLeastHeight=1`, { headers })).status).toBe(200);
  expect(ended).toBe(0);
  expect(new Set(await Promise.all(waits))).toEqual(new Set(['HEIGHT_NOT_REACHED']));
}, 120_000);
