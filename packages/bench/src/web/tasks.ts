import type { Browser, Page } from 'playwright-core';
import { FRAME, TAKE, type Seen } from './in-page.js';

/** The longest task of the page's thread while something was done, and the most rows at a time. */
export interface Longest {
  /** By the Long Tasks API; 0 where none came to 50 ms. */
  readonly wallMs: number;
  /** What a task took of a processor, whoever else wanted it: from the browser's own trace. */
  readonly cpuMs: number;
  readonly rows: number;
  readonly events: Seen['events'];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const CATEGORIES = ['disabled-by-default-devtools.timeline'];

/** Microseconds of the longest task of any page's main thread. */
export function longestOf(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const place = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(place),
  );
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && main.has(place(event)));
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0);
}

/** Does something in a page and says what it cost the page's thread. */
export async function longestWhile(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<Longest> {
  await page.evaluate(TAKE);
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  // Observers are told of a task after it.
  for (let frame = 0; frame < 3; frame += 1) await page.evaluate(FRAME);
  const { tasks, rows, events } = await page.evaluate<Seen>(TAKE);
  const cpuMs = longestOf(await browser.stopTracing()) / 1000;
  return { wallMs: Math.max(0, ...tasks), cpuMs, rows, events };
}
