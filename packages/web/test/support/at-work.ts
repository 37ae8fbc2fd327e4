import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { KSD, type Step } from '@bondledger/domain';
import { ko } from '../../app/src/text/ko/index.js';
import { open } from './browser.js';
import type { World } from './world.js';

interface Place {
  readonly world: World;
  readonly browser: Browser;
}

const ROW = '.g-body .g-row';
const MAIN = '.act [aria-keyshortcuts="Alt+S"]:enabled';
const CONFIRM = '.unfold .button.go';
const CUSTODIAN = 'CWBK';
/** What a person could have typed to harm those who read it. */
const MARKUP = `<img src=x onerror="document.title='taken'">`;

/** The steps that were accepted for a trade, as the ledger has them. */
async function stepsOf(world: World, reference: string): Promise<readonly Step[]> {
  const institution = world.consortium.institution(CUSTODIAN);
  await institution.caughtUp();
  const views = [...institution.book.trades()];
  const found = views.find(({ core }) => core.terms.reference === reference);
  return found?.core.steps.map(([, step]) => step) ?? [];
}

const approvals = async (world: World, reference: string): Promise<number> =>
  (await stepsOf(world, reference)).filter((step) => step === 'APPROVE').length;

async function toApprove(page: Page, world: World): Promise<readonly string[]> {
  await page.goto(`${world.url}/220`);
  await page.locator(ROW).first().waitFor();
  return page.locator(`${ROW}:not(.line) .id`).allTextContents();
}

async function pick(page: Page, reference: string): Promise<void> {
  await page.locator(ROW, { hasText: reference }).locator('.pick-cell').click();
}

/** Picks a trade and unfolds what would be done with it. */
async function unfold(page: Page, reference: string): Promise<void> {
  await pick(page, reference);
  await page.locator(MAIN).click();
  await page.locator(CONFIRM).waitFor();
}

/** What happens to people who work at the same time, on trades that a custodian has to approve. */
export function triedAtWork(place: () => Place): void {
  it('of two on the same row one is told that the other was first', async () => {
    const { world, browser } = place();
    const [{ page: fast }, { page: slow }] = await Promise.all([
      open(browser, world, 'cwbk-maker'),
      open(browser, world, 'cwbk-checker'),
    ]);
    const [reference = ''] = await toApprove(fast, world);
    await toApprove(slow, world);
    const before = await approvals(world, reference);
    const { promise: held, resolve: letGo } = gate();
    await slow.route('**/api/steps', async (route) => {
      await held;
      await route.continue();
    });
    await unfold(slow, reference);
    await slow.keyboard.press('Enter');
    await unfold(fast, reference);
    await fast.keyboard.press('Enter');
    await fast.locator(`${ROW} .state.good`).waitFor();
    letGo();
    const told = slow.locator(`${ROW}.line.refusal`);
    await told.waitFor();
    expect(await told.textContent()).toMatch(/^[A-Z_]+ \S/);
    expect(await approvals(world, reference)).toBe(before + 1);
    for (const page of [fast, slow]) await page.context().close();
  });

  it('a double click unfolds, and another one acts once', async () => {
    const { world, browser } = place();
    const { page } = await open(browser, world, 'cwbk-maker');
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/steps')) sent += 1;
    });
    const [reference = ''] = await toApprove(page, world);
    const before = await approvals(world, reference);
    await pick(page, reference);
    await page.locator(MAIN).dblclick();
    await page.locator(CONFIRM).waitFor();
    expect(sent).toBe(0);
    await page.locator(CONFIRM).dblclick();
    await page.locator(`${ROW} .state.good`).waitFor();
    expect(sent).toBe(1);
    expect(await approvals(world, reference)).toBe(before + 1);
    await page.context().close();
  });
}

/** What becomes of people when something of theirs changes elsewhere. */
export function triedElsewhere(place: () => Place): void {
  it('who may no longer act is told so, and nothing was done', async () => {
    const { world, browser } = place();
    const [{ page }, { page: admin }] = await Promise.all([
      open(browser, world, 'cwbk-maker'),
      open(browser, world, 'cwbk-admin'),
    ]);
    const [reference = ''] = await toApprove(page, world);
    const before = await approvals(world, reference);
    await unfold(page, reference);
    await admin.goto(`${world.url}/910`);
    await pick(admin, 'cwbk-maker');
    await admin.getByRole('button', { name: ko.people.change }).click();
    await admin.getByRole('checkbox', { name: ko.rights.MAKE }).click();
    await admin.locator(CONFIRM).click();
    await admin.locator('.act [role="status"]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.act [role="alert"]').waitFor();
    expect(await approvals(world, reference)).toBe(before);
    await page.locator(`.act .button:disabled[title="${ko.act.noRight}"]`).first().waitFor();
    for (const each of [page, admin]) await each.context().close();
  });

  it('two tabs have conditions of their own and one session', async () => {
    const { world, browser } = place();
    const { page } = await open(browser, world, 'ksd-maker');
    const other = await page.context().newPage();
    await page.goto(`${world.url}/410?tab=trades&state=READY`);
    await other.goto(`${world.url}/410?tab=trades&state=SUBMITTED`);
    for (const [tab, state] of [
      [page, 'READY'],
      [other, 'SUBMITTED'],
    ] as const) {
      await tab.locator(ROW).first().waitFor();
      expect(await tab.getByLabel(ko.columns.state, { exact: true }).inputValue()).toBe(state);
    }
    await page.getByRole('button', { name: ko.session.leave }).click();
    await other.locator('input[autocomplete="username"]').waitFor();
    await page.context().close();
  });
}

/** What others have typed is shown as it is, and never run. */
export function triedWithMarkup(place: () => Place): void {
  it('markup in a name is read as text', async () => {
    const { world, browser } = place();
    const { page, complaints } = await open(browser, world, 'ksd-admin');
    await page.goto(`${world.url}/910`);
    await page.locator(ROW).first().waitFor();
    await page.keyboard.press('Alt+KeyS');
    const form = page.locator('.unfold');
    await form.getByLabel(ko.people.user, { exact: true }).fill('marks');
    await form.getByLabel(ko.people.name, { exact: true }).fill(MARKUP);
    await form.getByLabel(ko.people.password, { exact: true }).fill('not a secret of anybody');
    await page.locator(CONFIRM).click();
    const row = page.locator(ROW, { hasText: 'marks' });
    await row.waitFor();
    expect(await row.textContent()).toContain(MARKUP);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('taken');
    expect(complaints.filter((text) => /Content Security/.test(text))).toEqual([]);
    await page.context().close();
  });
}

/** Who has no peer joins by the depository's gateway. */
export function triedWithJoining(place: () => Place): void {
  it('one form lets a participant in; its token is shown once and can be taken back', async () => {
    const { world, browser } = place();
    const { page } = await open(browser, world, 'ksd-admin');
    await page.goto(`${world.url}/920`);
    await page.locator(ROW).first().waitFor();
    await page.keyboard.press('Alt+KeyS');
    const form = page.locator('.unfold');
    await form.getByLabel(ko.participants.code, { exact: true }).fill('INSUR');
    await form.getByLabel(ko.participants.nameKo).fill('한빛생명');
    await form.getByLabel(ko.participants.nameEn).fill('Hanbit Life');
    await form.getByRole('checkbox', { name: ko.participants.kinds.INSURER }).click();
    await page.locator(CONFIRM).click();
    const once = page.locator('.panel dl');
    await once.filter({ hasText: ko.participants.token }).waitFor();
    const secret = (await once.locator('dd').last().textContent()) ?? '';
    expect(secret).toMatch(/^bl_\S{20,}$/);
    await page.getByRole('button', { name: ko.manage.kept }).click();
    await page.getByRole('tab', { name: ko.participants.tabs.tokens }).click();
    await pick(page, 'INSUR gateway');
    expect(await page.locator('body').textContent()).not.toContain(secret);
    await page.getByRole('button', { name: /회수/ }).click();
    await page.locator('.unfold .button.stop.go').click();
    await page.locator('.hollow', { hasText: ko.people.noToken }).waitFor();
    await page.context().close();
  });
}

/** What can be settled together is merged, and taken apart again. */
export function triedWithChains(place: () => Place): void {
  it('a chain that was found is merged and split', async () => {
    const { world, browser } = place();
    const { page } = await open(browser, world, 'ksd-maker');
    const chained = async (): Promise<number> => {
      const ksd = world.consortium.institution(KSD);
      await ksd.caughtUp();
      return [...ksd.book.trades()].filter(({ core }) => core.state === 'CHAINED').length;
    };
    const actOnFirst = async (tab: string, key: string): Promise<void> => {
      await page.goto(`${world.url}/310?tab=${tab}`);
      await page.locator(ROW).first().waitFor();
      await page.locator(`${ROW} .pick-cell`).first().click();
      await page.keyboard.press(key);
      await page.locator(CONFIRM).waitFor();
      await page.keyboard.press('Enter');
      await page.locator(`${ROW} .state.good`).first().waitFor();
    };
    const before = await chained();
    await actOnFirst('candidates', 'Alt+KeyM');
    expect(await chained()).toBeGreaterThan(before + 1);
    await actOnFirst('chains', 'Alt+KeyB');
    expect(await chained()).toBe(before);
    await page.context().close();
  });
}

function gate(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = () => done();
  });
  return { promise, resolve };
}
