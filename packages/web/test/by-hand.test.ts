import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KSD } from '@bondledger/domain';
import { open, openBrowser, picture } from './support/browser.js';
import { toSettlementDate } from './support/half-a-day.js';
import { submitOne } from './support/one-trade.js';
import { startWorld, type World } from './support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(40, 'by-hand'), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
}, 60_000);

/** The state of the one trade on the ledger, and how many steps brought it there. */
async function onLedger(): Promise<string> {
  const ksd = world.consortium.institution(KSD);
  await ksd.caughtUp();
  return [...ksd.book.trades()].map(({ core }) => core.state).join();
}

/** Picks the only row and takes the main action by its keys, pressed twice by the impatient. */
async function act(page: Page, path: string): Promise<void> {
  await page.goto(world.url + path);
  await page.locator('.g-body .g-row').first().waitFor();
  await page.locator('.grid').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Alt+KeyS');
  await page.locator('.unfold .button.go').waitFor();
  await page.keyboard.press('Enter');
}

/** One person prepares a step on the trade, another one approves it. */
async function inFourEyes(maker: Page, checker: Page, tab: string): Promise<void> {
  await act(maker, `/320?tab=${tab}`);
  await maker.getByText('승인을 요청했습니다').waitFor();
  await act(checker, '/320?tab=approvals');
  await checker.locator('.g-body .state.good').first().waitFor();
}

describe('one trade, by hand', () => {
  it('is confirmed, restricted, paid and settled, and its evidence is checked here', async () => {
    const { buyer, account } = await submitOne(world);
    const confirming = await open(browser, world, `${buyer.toLowerCase()}-maker`);
    await confirming.page.goto(`${world.url}/130`);
    await confirming.page.locator('.g-body .g-row').first().waitFor();
    await confirming.page.getByLabel('다른 예탁계좌').fill(account);
    await confirming.page.locator('.grid').focus();
    await confirming.page.keyboard.press('Space');
    await confirming.page.keyboard.press('Alt+KeyS');
    await confirming.page.locator('.unfold .button.go').waitFor();
    await picture(confirming.page, 'hand-130');
    await confirming.page.keyboard.press('Enter');
    await confirming.page.locator('.g-body .state.good').first().waitFor();
    expect(await onLedger()).toBe('READY');
    await toSettlementDate(world);

    const { page: maker } = await open(browser, world, 'ksd-maker');
    const { page: checker } = await open(browser, world, 'ksd-checker');
    const { page: bokMaker } = await open(browser, world, 'bok-maker');
    const { page: bokChecker } = await open(browser, world, 'bok-checker');
    await inFourEyes(maker, checker, 'restrict');
    expect(await onLedger()).toBe('RESTRICTED');
    await inFourEyes(maker, checker, 'request');
    expect(await onLedger()).toBe('PAYMENT_REQUESTED');
    await inFourEyes(bokMaker, bokChecker, 'confirm');
    expect(await onLedger()).toBe('PAID');
    await inFourEyes(maker, checker, 'settle');
    expect(await onLedger()).toBe('SETTLED');

    const { page } = confirming;
    await page.goto(`${world.url}/410?tab=trades`);
    await page.locator('.g-body .g-row').first().waitFor();
    await page.locator('.grid').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '여기서 확인' }).click();
    await page.locator('.proofs li').first().waitFor();
    await picture(page, 'hand-evidence');
    expect(await page.locator('.proofs li.bad').count()).toBe(0);
  }, 120_000);
});
