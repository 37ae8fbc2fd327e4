import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KSD, STEP_RULES, type State, type Step } from '@bondledger/domain';
import { open, openBrowser, picture } from './support/browser.js';
import { halfADay } from './support/half-a-day.js';
import { readUp } from './support/read-up.js';
import { startWorld, type World } from './support/world.js';

/** A step is on the ledger before its row says so, and leaves the tab then. */
const WITHIN = { timeout: 20_000 };

let world: World;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(40, 'taken-back'), openBrowser()]);
  await halfADay(world);
  const { settlementDate: businessDate } = world.day;
  const cutOff = { businessDate, phase: 'CUT_OFF' } as const;
  await world.consortium.institution(KSD).take([{ step: 'SET_DAY', data: cutOff }]);
  ({ page } = await open(browser, world, 'ksd-maker', { language: 'ko' }));
}, 180_000);
afterAll(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
}, 60_000);

/** Trades that stand alone, in a state on the ledger; of open payments those not asked back. */
async function inState(state: State): Promise<number> {
  const ksd = world.consortium.institution(KSD);
  await ksd.caughtUp();
  return [...ksd.book.trades()].filter(
    ({ core }) => core.state === state && core.payment?.askedBack !== true,
  ).length;
}

/** Picks all rows of a tab of 320 and takes a step on those that it can be taken on. */
async function takeOnAll(tab: string, step: Step): Promise<void> {
  await readUp(page, world);
  await page.goto(`${world.url}/320?tab=${tab}`);
  await page.locator('.g-body .g-row').first().waitFor();
  await page.locator('.g-head .pick-cell').click();
  const name = new RegExp(`^${STEP_RULES[step].korean}`);
  await page.locator('.act').getByRole('button', { name }).and(page.locator(':enabled')).click();
  await picture(page, `hand-320-${step.toLowerCase()}`);
  await page.locator('.unfold .end .button').last().click();
  await page.locator('.unfold').waitFor({ state: 'detached' });
}

describe('after the cut-off, what did not settle', () => {
  it('has its payment asked back', async () => {
    expect(await inState('PAYMENT_REQUESTED')).toBeGreaterThan(0);
    await takeOnAll('confirm', 'REVOKE_PAYMENT');
    await expect.poll(() => inState('PAYMENT_REQUESTED'), WITHIN).toBe(0);
  });

  it('is released, and stands where it was', async () => {
    const restricted = await inState('RESTRICTED');
    const ready = await inState('READY');
    expect(restricted).toBeGreaterThan(0);
    await takeOnAll('request', 'RELEASE');
    await expect.poll(() => inState('READY'), WITHIN).toBe(ready + restricted);
  });

  it('fails for good', async () => {
    expect(await inState('FAILED')).toBe(0);
    const ready = await inState('READY');
    await takeOnAll('restrict', 'FAIL');
    await expect.poll(() => inState('FAILED'), WITHIN).toBe(ready);
  });
});
