import type { Browser, Page } from 'playwright-core';
import { sessionOf, visit } from './browser.js';
import { has, seen, WATCH } from './in-page.js';
import type { ServedDay } from './served-day.js';
import { longestWhile } from './tasks.js';

/** A step on a thousand picked rows: milliseconds after Enter on its confirmation. */
export interface ManyRows {
  readonly progressMs: number;
  readonly firstResultMs: number;
  readonly allResultsMs: number;
  /** The longest task meanwhile. */
  readonly taskMs: number;
  readonly taskCpuMs: number;
}

export const PICKED_ROWS = 1_000;
const PICKED_TEXT = '1,000';

const STATUS = '.act [role="status"]';
const ACCEPTED = `document.querySelector('${STATUS} .good')?.textContent ?? ''`;
/** What a person sees one after the other, each with the moment of its paint. */
const STAGES = [
  `window.progress = ${seen(has(STATUS))}`,
  `window.first = ${seen(`/[1-9]/.test(${ACCEPTED})`)}`,
  `window.all = ${seen(`(${ACCEPTED}).includes('${PICKED_TEXT}')`)}`,
].join(';');

async function pickAndAsk(page: Page): Promise<void> {
  const rows = `Number(document.querySelector('.grid')?.getAttribute('aria-rowcount'))`;
  await page.evaluate(seen(`${rows} > ${PICKED_ROWS}`));
  await page.locator('.g-row[aria-rowindex="2"] .pick-cell').click();
  await page.evaluate(`(() => {
    const row = document.querySelector('.g-body .g-row');
    document.querySelector('.grid').scrollTop = row.offsetHeight * ${PICKED_ROWS - 5};
  })()`);
  const last = page.locator(`.g-row[aria-rowindex="${PICKED_ROWS + 1}"] .pick-cell`);
  await last.click({ modifiers: ['Shift'] });
  await page.locator('.act .button:enabled', { hasText: PICKED_TEXT }).click();
}

/** A seller withdraws a thousand trades that it has submitted. */
export async function manyRows(
  browser: Browser,
  served: ServedDay,
  seller: string,
): Promise<ManyRows> {
  const session = await sessionOf(browser, served, `${seller.toLowerCase()}-maker`);
  await using visited = await visit(browser, WATCH, session);
  const { page } = visited;
  await page.goto(`${served.url}/120?tab=submitted`);
  await pickAndAsk(page);
  await page.locator('.unfold .button.go').waitFor();
  const after = async (name: string): Promise<number> =>
    page.evaluate<number>(`window.${name}.then((at) => at - window.entered)`);
  const times: number[] = [];
  const { wallMs, cpuMs } = await longestWhile(browser, page, async () => {
    await page.evaluate(`${STAGES}; 0`);
    await page.keyboard.press('Enter');
    for (const name of ['progress', 'first', 'all']) times.push(await after(name));
  });
  const [progressMs = NaN, firstResultMs = NaN, allResultsMs = NaN] = times;
  return { progressMs, firstResultMs, allResultsMs, taskMs: wallMs, taskCpuMs: cpuMs };
}
