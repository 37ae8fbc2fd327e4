import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KSD, type Language } from '@bondledger/domain';
import { en } from '../app/src/text/en/index.js';
import { ko } from '../app/src/text/ko/index.js';
import { open, openBrowser, picture } from './support/browser.js';
import { typistAt, type Typist } from './support/by-keys.js';
import { toSettlementDate } from './support/half-a-day.js';
import { isForFund, isPlain, makerOf, ticketFor } from './support/one-trade.js';
import { startWorld, type World } from './support/world.js';

type Ticket = World['day']['tickets'][number];
type Lots = NonNullable<Ticket['buyerLots']>;

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
  await page.locator('.g-head .pick-cell').click();
}

/** Takes the main action on what is picked. */
async function decide(page: Page, name?: string): Promise<void> {
  await page.locator('.act [aria-keyshortcuts="Alt+S"]:enabled').click();
  await page.locator('.unfold .button.go').waitFor();
  if (name !== undefined) await picture(page, name);
  await page.locator('.unfold .button.go').click();
}

const isDone = (page: Page): Promise<void> => page.locator('.g-body .state.good').first().waitFor();

/** The tabs of 320 by their places, the last one is what waits for a second person. */
const TAB = { restrict: 1, request: 2, confirm: 3, settle: 4, approvals: 5 } as const;

/** One person prepares a step on the trades, another one approves it. */
async function inFourEyes(
  pair: readonly [Typist, Typist],
  tab: keyof typeof TAB,
  said: string,
): Promise<void> {
  const [maker, checker] = pair;
  await maker.goTo('320', TAB[tab]);
  await maker.pick();
  await maker.decide();
  await maker.page.getByText(said).first().waitFor();
  await checker.goTo('320', TAB.approvals);
  await checker.pick();
  await checker.decide();
  await isDone(checker.page);
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

/** From the seller's books to the buyer's confirmation, by keyboard alone. */
async function agreedByKeys(ticket: Ticket): Promise<void> {
  const seller = await typistAt(browser, world, makerOf(ticket, 'seller'));
  await seller.goTo('110');
  await seller.pick(ticket.terms.reference);
  await picture(seller.page, 'hand-110-ko');
  await seller.page.keyboard.press('Alt+KeyS');
  await seller.page.locator('.head h1', { hasText: '120' }).waitFor();
  await seller.page.locator('.g-body .g-row[aria-selected="true"]').first().waitFor();
  await seller.decide('hand-120-ko');
  await isDone(seller.page);
  await seller.page.context().close();
  await takenBy(makerOf(ticket, 'buyer'), '130', 'hand-130-ko');
}

/** One person takes the step that waits on a screen, on all that is there. */
async function takenBy(user: string, screen: string, name: string, lots?: Lots): Promise<void> {
  const typist = await typistAt(browser, world, user);
  await typist.goTo(screen);
  await typist.pick();
  if (lots !== undefined) await seeLots(typist.page, lots);
  await typist.decide(name);
  await isDone(typist.page);
  await typist.page.context().close();
}

describe('two trades, by hand', () => {
  it('are agreed by two who need nobody else, with a mouse and in English', async () => {
    const ticket = await ticketFor(world, isPlain);
    const seller = await personAt(makerOf(ticket, 'seller'), 'en');
    await seller.goto(`${world.url}/110?reference=${ticket.terms.reference}`);
    await pickAll(seller);
    await picture(seller, 'hand-110-en');
    await seller.locator('.act [aria-keyshortcuts="Alt+S"]:enabled').click();
    await seller.locator('.head h1', { hasText: '120' }).waitFor();
    await seller.locator('.g-body .g-row[aria-selected="true"]').first().waitFor();
    await decide(seller, 'hand-120-en');
    await isDone(seller);
    const buyer = await personAt(makerOf(ticket, 'buyer'), 'en');
    await buyer.goto(`${world.url}/130`);
    await pickAll(buyer);
    await decide(buyer, 'hand-130-en');
    await isDone(buyer);
    expect(await onLedger()).toBe('READY');
    for (const page of [seller, buyer]) await page.context().close();
  }, 120_000);

  it('go from a seller through a fund to settlement, by keyboard alone', async () => {
    const ticket = await ticketFor(world, isForFund);
    await agreedByKeys(ticket);
    const { assetManager = '', custodian = '' } = ticket.buyerSide.fund ?? {};
    await takenBy(`${assetManager.toLowerCase()}-maker`, '210', 'hand-210', ticket.buyerLots ?? []);
    await takenBy(`${custodian.toLowerCase()}-maker`, '220', 'hand-220');
    expect(await onLedger()).toBe('READY,READY');
    await toSettlementDate(world);
    const at = (user: string, language?: Language): Promise<Typist> =>
      typistAt(browser, world, user, language);
    const ksd = [await at('ksd-maker'), await at('ksd-checker')] as const;
    const bok = [await at('bok-maker', 'en'), await at('bok-checker', 'en')] as const;
    await inFourEyes(ksd, 'restrict', WORDS.ko.results.asked);
    await expect.poll(onLedger).toBe('RESTRICTED,RESTRICTED');
    await inFourEyes(ksd, 'request', WORDS.ko.results.asked);
    await expect.poll(onLedger).toBe('PAYMENT_REQUESTED,PAYMENT_REQUESTED');
    await inFourEyes(bok, 'confirm', WORDS.en.results.asked);
    await expect.poll(onLedger).toBe('PAID,PAID');
    await inFourEyes(ksd, 'settle', WORDS.ko.results.asked);
    await expect.poll(onLedger).toBe('SETTLED,SETTLED');
    for (const { page } of [...ksd, ...bok]) await page.context().close();
  }, 180_000);

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
    await page.goto(`${world.url}/410`);
    const all = WORDS.ko.s410.percent.replace('{{value}}', '100.0');
    await page.locator('.key-figures').getByText(all).waitFor();
    expect(await page.locator('.waiting').getByText(WORDS.ko.start.nothing).count()).toBe(1);
  }, 120_000);
});
