import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KSD } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';
import { open, openBrowser, picture } from './support/browser.js';
import { halfADay } from './support/half-a-day.js';
import { readUp } from './support/read-up.js';
import { startWorld, type World } from './support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(40, 'refused'), openBrowser()]);
  await halfADay(world);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
}, 60_000);

/** KSD's view of the first trade that fits, by now. */
async function firstTrade(fits: (view: TradeView) => boolean): Promise<TradeView> {
  const ksd = world.consortium.institution(KSD);
  await ksd.caughtUp();
  const found = [...ksd.book.trades()].find(fits);
  if (found === undefined) throw new Error('no trade of half a day fits');
  return found;
}

/** Opens the one trade on a screen, picks it and refuses it there, with the reason that stands. */
async function refuse(institution: string, screen: string, { core }: TradeView): Promise<void> {
  const user = `${institution.toLowerCase()}-maker`;
  const { page } = await open(browser, world, user, { language: 'ko' });
  await readUp(page, world);
  await page.goto(`${world.url}/${screen}?reference=${core.terms.reference}`);
  await page.locator('.g-body .g-row').first().waitFor();
  await page.locator('.g-head .pick-cell').click();
  await page.locator('.act .button.stop:enabled').click();
  await picture(page, `refused-${screen}`);
  await page.locator('.unfold .end .button').last().click();
  await page.locator('.g-body .state.good').first().waitFor();
  await page.context().close();
}

describe('what a second party does not agree to', () => {
  it('is rejected by the buyer, with a reason', async () => {
    const view = await firstTrade(({ core }) => core.state === 'SUBMITTED');
    await refuse(view.core.terms.buyer, '130', view);
    const after = await firstTrade(({ tradeId }) => tradeId === view.tradeId);
    expect(after.core.state).toBe('REJECTED');
  });

  it('is declined by the custodian, and waits for the manager again', async () => {
    const view = await firstTrade(({ core }) => Object.values(core.sides).includes('INSTRUCTED'));
    const side = view.core.sides.seller === 'INSTRUCTED' ? 'seller' : 'buyer';
    await refuse(view[side]?.fund?.custodian ?? '', '220', view);
    const after = await firstTrade(({ tradeId }) => tradeId === view.tradeId);
    expect(after.core.sides[side]).toBe('OPEN');
  });
});
