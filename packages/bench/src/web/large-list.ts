import type { Browser, Page } from 'playwright-core';
import { sessionOf, visit } from './browser.js';
import { FRAME, LOOP, WATCH } from './in-page.js';
import { spreadOf } from '../measure.js';
import { DAY_TRADES, type ServedDay } from './served-day.js';
import { longestWhile, type Longest } from './tasks.js';

type Task = Pick<Longest, 'wallMs' | 'cpuMs'>;

/** What a list of a tenfold day does to a page. */
export interface LargeList {
  readonly reading: Task;
  /** Until all rows are there. */
  readonly readMs: number;
  readonly scrolling: Task & Pick<Longest, 'rows'>;
  /** From a key in a condition to the next paint, by Event Timing, which rounds to 8 ms. */
  readonly keys: { readonly median: number; readonly slowest: number; readonly cpu: number };
  /** The fixed loop, in the same page. */
  readonly probeMs: number;
}

const WHEELS = 60;
const WHEEL_PX = 900;
const PAGES = 20;
const JUMPS = 30;
const LEAST_EVENT_MS = 16;
const TYPED = 'HBSEC-000123';
const TYPING_MS = 60;

async function allRead(page: Page): Promise<void> {
  await page.locator(`[role="grid"][aria-rowcount="${DAY_TRADES + 1}"]`).waitFor();
}

/** By the wheel, by pages of the keyboard, and by dragging the bar through the whole list. */
async function scroll(page: Page): Promise<void> {
  await page.mouse.move(700, 500);
  for (let at = 0; at < WHEELS; at += 1) {
    await page.mouse.wheel(0, WHEEL_PX);
    await page.evaluate(FRAME);
  }
  await page.locator('.grid').focus();
  for (let at = 0; at < PAGES; at += 1) {
    await page.keyboard.press('PageDown');
    await page.evaluate(FRAME);
  }
  for (let at = 1; at <= JUMPS; at += 1) {
    await page.evaluate(`(() => {
      const grid = document.querySelector('.grid');
      grid.scrollTop = (grid.scrollHeight * ${at}) / ${JUMPS};
    })()`);
    await page.evaluate(FRAME);
  }
}

async function type(page: Page): Promise<void> {
  await page.getByLabel('참조번호', { exact: true }).focus();
  await page.keyboard.type(TYPED, { delay: TYPING_MS });
}

async function addCondition(page: Page): Promise<void> {
  await page.getByRole('button', { name: '+ 조건' }).click();
  await page.getByRole('button', { name: '참조번호', exact: true }).click();
}

export async function largeList(browser: Browser, served: ServedDay): Promise<LargeList> {
  const session = await sessionOf(browser, served, 'ksd-maker');
  await using visited = await visit(browser, WATCH, session);
  const { page } = visited;
  // The page and its script are there: what is measured is the reading of rows.
  await page.goto(`${served.url}/410`);
  await page.locator('.flow').waitFor();
  const began = performance.now();
  const read = await longestWhile(browser, page, async () => {
    await page.getByRole('tab', { name: '거래', exact: true }).click();
    await allRead(page);
  });
  const readMs = performance.now() - began;
  const scrolled = await longestWhile(browser, page, () => scroll(page));
  await addCondition(page);
  const typing = await longestWhile(browser, page, () => type(page));
  const told = typing.events.filter(({ name }) => name === 'input');
  const { median, max } = spreadOf(
    // Event Timing tells of nothing below its least.
    Array.from(TYPED, (_, at) => told[at]?.duration ?? LEAST_EVENT_MS),
  );
  const probeMs = await page.evaluate<number>(LOOP);
  return {
    reading: { wallMs: read.wallMs, cpuMs: read.cpuMs },
    readMs,
    scrolling: { wallMs: scrolled.wallMs, cpuMs: scrolled.cpuMs, rows: scrolled.rows },
    keys: { median, slowest: max, cpu: typing.cpuMs },
    probeMs,
  };
}
