import { expect, it } from 'vitest';
import { longestOf } from './tasks.js';

const thread = (pid: number, name: string) => ({
  name: 'thread_name',
  ph: 'M',
  pid,
  tid: 1,
  args: { name },
});
const task = (pid: number, tdur: number, name = 'RunTask') => ({
  name,
  ph: 'X',
  pid,
  tid: 1,
  tdur,
});
const trace = (...traceEvents: readonly object[]): Buffer =>
  Buffer.from(JSON.stringify({ traceEvents }));

it('takes the longest task of pages, and of nothing else that the browser does', () => {
  const page = thread(1, 'CrRendererMain');
  const graphics = thread(2, 'CrGpuMain');
  const events = [task(1, 7), task(1, 20), task(1, 99, 'Paint'), task(2, 500)];
  expect(longestOf(trace(page, graphics, ...events))).toBe(20);
  expect(longestOf(trace(page))).toBe(0);
});
