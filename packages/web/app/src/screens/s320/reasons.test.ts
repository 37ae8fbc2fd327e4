import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Why } from '@bondledger/sdk/api';
import type { Api } from '../../api/client.js';
import { REASON_REST_MS, TRADES_OF_REQUEST } from '../../limits.js';
import { Reasons } from './reasons.js';

const whyOf = (tradeId: string): Why => ({
  tradeId,
  state: 'READY',
  settled: false,
  missing: [],
  headline: { ko: tradeId, en: tradeId },
});

/** Answers what is asked, and keeps it. */
function listening(): { readonly api: Pick<Api, 'call'>; readonly asked: string[][] } {
  const asked: string[][] = [];
  const call = (_: string, input: { query: { tradeId: string } }): Promise<unknown> => {
    const wanted = input.query.tradeId.split(',');
    asked.push(wanted);
    return Promise.resolve({ whys: wanted.map(whyOf) });
  };
  return { api: { call: call as Api['call'] }, asked };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('rows in sight are asked for together, and those that were scrolled past are not', async () => {
  const { api, asked } = listening();
  const reasons = new Reasons(api);
  for (let at = 0; at < 3 * TRADES_OF_REQUEST; at += 1) reasons.show(`past-${at}`)();
  reasons.show('one');
  reasons.show('two');
  await vi.advanceTimersByTimeAsync(REASON_REST_MS);
  expect(asked).toEqual([['one', 'two']]);
  expect(reasons.of('two')).toEqual(whyOf('two'));
});

it('more than one request takes are asked for one after the other, each once', async () => {
  const { api, asked } = listening();
  const reasons = new Reasons(api);
  const all = Array.from({ length: TRADES_OF_REQUEST + 5 }, (_, at) => `trade-${at}`);
  for (const each of all) reasons.show(each);
  await vi.advanceTimersByTimeAsync(REASON_REST_MS * 4);
  expect(asked.map((each) => each.length)).toEqual([TRADES_OF_REQUEST, 5]);
  expect(asked.flat()).toEqual(all);
});
