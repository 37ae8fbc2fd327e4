import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KSD, type Language } from '@bondledger/domain';
import { en } from '../app/src/text/en/index.js';
import { ko } from '../app/src/text/ko/index.js';
import { open, openBrowser, picture } from './support/browser.js';
import { toSettlementDate } from './support/half-a-day.js';
import { isForFund, isPlain, makerOf, ticketFor } from './support/one-trade.js';
import { startWorld, type World } from './support/world.js';

type Lots = NonNullable<World['day']['tickets'][number]['buyerLots']>;

const WORDS = { ko, en } as const;

let world: World;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(40, 'by-hand'), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
}, 60_000);

/** The states of all trades on the ledger, in the order of their numbers. */
async function onLedger(): Promise<string> {
  const ksd = world.consortium.institution(KSD);
  await ksd.caughtUp();
  return [...ksd.book.trades()].map(({ core }) => core.state).join();
}

const personAt = async (user: string, language: Language = 'ko'): Promise<Page> =>
  (await open(browser, world, user, { language })).page;

/** Picks all rows of the page that is open. */
async function pickAll(page: Page): Promise<void> {
  await page.locator('.g-body .g-row').first().waitFor();
  await page.locator('.grid').focus();
  await page.keyboard.press('Control+KeyA');
}

/** Takes the main action on what is picked. */
async function decide(page: Page, name?: string): Promise<void> {
  await page.locator('.act [aria-keyshortcuts="Alt+S"]:enabled').click();
  await page.locator('.unfold .button.go').waitFor();
  if (name !== undefined) await picture(page, name);
  await page.keyboard.press('Enter');
}

async function act(page: Page, path: string, name?: string): Promise<void> {
  await page.goto(world.url + path);
  await pickAll(page);
  await decide(page, name);
}

const isDone = (page: Page): Promise<void> => page.locator('.g-body .state.good').first().waitFor();

/** One person prepares a step on the trades, another one approves it. */
async function inFourEyes(pair: readonly [Page, Page], tab: string, said: string): Promise<void> {
  const [maker, checker] = pair;
  await act(maker, `/320?tab=${tab}`);
  await maker.getByText(said).first().waitFor();
  await act(checker, '/320?tab=approvals');
  await isDone(checker);
}

/** How the trade is divided among funds stands there already, as the manager's books have it. */
async function seeLots(page: Page, lots: Lots): Promise<void> {
  const work = page.locator('.work');
  await work.locator('.state.good').waitFor();
  for (const [at, { fundCode }] of lots.entries()) {
    const fund = work.getByLabel(WORDS.ko.columns.fund, { exact: true }).nth(at);
    expect(await fund.inputValue()).toBe(fundCode);
  }
}

/** From the seller's books to the buyer's confirmation. */
async function agree(isWanted: typeof isPlain, language: Language): Promise<Page> {
  const ticket = await ticketFor(world, isWanted);
  const seller = await personAt(makerOf(ticket, 'seller'), language);
  await seller.goto(`${world.url}/110?reference=${ticket.terms.reference}`);
  await pickAll(seller);
  await picture(seller, `hand-110-${language}`);
  await seller.keyboard.press('Alt+KeyS');
  await seller.waitForURL(/\/120/);
  await seller.locator('.g-body .g-row[aria-selected="true"]').first().waitFor();
  await decide(seller, `hand-120-${language}`);
  await isDone(seller);
  const buyer = await personAt(makerOf(ticket, 'buyer'), language);
  await act(buyer, '/130', `hand-130-${language}`);
  await isDone(buyer);
  await seller.context().close();
  return buyer;
}

describe('two trades, by hand', () => {
  it('go from the books of a seller to the instruction of a fund, in Korean', async () => {
    const buyer = await agree(isForFund, 'ko');
    expect(await onLedger()).toBe('MATCHED');
    const ticket = await ticketFor(world, isForFund);
    const { assetManager, custodian } = ticket.buyerSide.fund ?? {
      assetManager: '',
      custodian: '',
    };
    const lots = ticket.buyerLots ?? [];
    const manager = await personAt(`${assetManager.toLowerCase()}-maker`);
    await manager.goto(`${world.url}/210`);
    await pickAll(manager);
    await seeLots(manager, lots);
    await decide(manager, 'hand-210');
    await isDone(manager);
    const bank = await personAt(`${custodian.toLowerCase()}-maker`);
    await act(bank, '/220', 'hand-220');
    await isDone(bank);
    expect(await onLedger()).toBe('READY');
    for (const page of [buyer, manager, bank]) await page.context().close();
  }, 120_000);

  it('and the short way, in English', async () => {
    const buyer = await agree(isPlain, 'en');
    expect(await onLedger()).toBe('READY,READY');
    await buyer.context().close();
  }, 120_000);

  it('are restricted and settled in Korean, and paid in English', async () => {
    await toSettlementDate(world);
    const ksd = [await personAt('ksd-maker'), await personAt('ksd-checker')] as const;
    const bok = [await personAt('bok-maker', 'en'), await personAt('bok-checker', 'en')] as const;
    await inFourEyes(ksd, 'restrict', WORDS.ko.results.asked);
    await expect.poll(onLedger).toBe('RESTRICTED,RESTRICTED');
    await inFourEyes(ksd, 'request', WORDS.ko.results.asked);
    await expect.poll(onLedger).toBe('PAYMENT_REQUESTED,PAYMENT_REQUESTED');
    await inFourEyes(bok, 'confirm', WORDS.en.results.asked);
    await expect.poll(onLedger).toBe('PAID,PAID');
    await inFourEyes(ksd, 'settle', WORDS.ko.results.asked);
    await expect.poll(onLedger).toBe('SETTLED,SETTLED');
    for (const page of [...ksd, ...bok]) await page.context().close();
  }, 120_000);

  it('have evidence that the browser of a party checks by itself', async () => {
    const page = await personAt(makerOf(await ticketFor(world, isPlain), 'buyer'));
    await page.goto(`${world.url}/410?tab=trades`);
    await page.locator('.g-body .g-row').first().waitFor();
    await page.locator('.grid').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: WORDS.ko.evidence.check }).click();
    await page.locator('.proofs li').first().waitFor();
    await picture(page, 'hand-evidence');
    expect(await page.locator('.proofs li.bad').count()).toBe(0);
    await page.context().close();
  });
});

describe('the rest of the day', () => {
  it('runs by itself once the operator starts it, and is all settled', async () => {
    const page = await personAt('ksd-maker');
    await page.goto(`${world.url}/960`);
    await page.getByLabel(WORDS.ko.drive.speed).selectOption('0');
    await page.getByText(WORDS.ko.drive.setSpeed).waitFor();
    await decide(page);
    await page.locator('.figures').getByText(WORDS.ko.drive.states.DONE).waitFor();
    await picture(page, 'hand-960');
    const states = (await onLedger()).split(',');
    expect(states).toHaveLength(world.day.tickets.length);
    await page.goto(`${world.url}/410?tab=trades&state=SETTLED`);
    await page.locator('.g-body .g-row').first().waitFor();
    await picture(page, 'hand-410');
    expect(new Set(states)).toEqual(new Set(['SETTLED']));
  }, 120_000);
});
