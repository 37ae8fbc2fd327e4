import { expect, it } from 'vitest';
import { inParts, type StepWork } from './step-work.js';

const keys = (n: number): string[] => Array.from({ length: n }, (_, at) => `key-${at}`);
const withdrawal = (n: number): StepWork => ({
  keys: keys(n),
  body: { step: 'WITHDRAW', items: keys(n).map((tradeId) => ({ tradeId })) },
});
const sizes = (work: StepWork): number[] => inParts(work).map((part) => part.keys.length);

it('a thousand rows are asked for in parts, a small one first, in their order', () => {
  const work = withdrawal(1000);
  const parts = inParts(work);
  expect(sizes(work)).toEqual([50, 100, 200, 400, 250]);
  expect(parts.flatMap((part) => part.keys)).toEqual(work.keys);
  const items = parts.flatMap<unknown>((part) => ('body' in part ? part.body.items : []));
  expect(items).toEqual('body' in work ? work.body.items : undefined);
  expect(sizes({ keys: keys(120), officeIds: keys(120) })).toEqual([50, 70]);
});

it('what a second person approves stays one request, and so does what becomes a job', () => {
  const items = keys(400).map((tradeId) => ({ tradeId }));
  expect(sizes({ keys: keys(400), body: { step: 'RESTRICT', items } })).toEqual([400]);
  expect(sizes(withdrawal(1001))).toEqual([1001]);
});
