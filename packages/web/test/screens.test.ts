import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentenceOf } from '@bondledger/domain';
import { ko } from '../app/src/text/ko/index.js';
import {
  triedAtWork,
  triedElsewhere,
  triedWithChains,
  triedWithJoining,
  triedWithMarkup,
} from './support/at-work.js';
import { newcomer, open, openBrowser, picture, type Person } from './support/browser.js';
import { halfADay } from './support/half-a-day.js';
import { startWorld, type World } from './support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(60, 'screens'), openBrowser()]);
  await halfADay(world);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
}, 60_000);

/** What the accessibility checker finds, as `rule: where`. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const rowsOf = (page: Page): Promise<number> => page.locator('.g-body .g-row').count();
const focusGrid = async (page: Page): Promise<void> => {
  await page.locator('.g-body .g-row').first().waitFor();
  await page.locator('.grid').first().focus();
};

const ROWS = '.g-body .g-row';
/** Rows, or the sentence that there are none. */
const ANSWER = `${ROWS}, .hollow b`;
/** What a row waits for comes after the row. */
const REASON = '.g-body [id$="-next"] .state';
const CHAIN = '.work svg, .hollow b';

/** Every screen, opened by one of those whom it is for. */
const SCREENS = [
  ['start', 'ksd-maker', '/', '.start'],
  ['410-flow', 'ksd-maker', '/410', '.flow'],
  ['410-trades', 'hbsec-maker', '/410?tab=trades', ROWS],
  ['110', 'hbsec-maker', '/110', ROWS],
  ['120', 'hbsec-maker', '/120', ANSWER],
  ['130', 'hbsec-maker', '/130', ROWS],
  ['210', 'nramc-maker', '/210', ROWS],
  ['220', 'cwbk-maker', '/220', ROWS],
  ['310', 'ksd-maker', '/310', CHAIN],
  ['320', 'ksd-maker', '/320', REASON],
  ['320-approvals', 'ksd-checker', '/320?tab=approvals', '.hollow'],
  ['510', 'ksd-maker', '/510', '.figures'],
  ['510-explorer', 'ksd-maker', '/510?tab=explorer', ANSWER],
  ['910', 'ksd-admin', '/910', ROWS],
  ['920', 'ksd-maker', '/920', ROWS],
  ['930', 'ksd-maker', '/930', ROWS],
  ['940', 'ksd-maker', '/940', ANSWER],
  ['950', 'ksd-admin', '/950', ANSWER],
  ['960', 'ksd-maker', '/960', '.figures'],
  ['990', 'ksd-maker', '/990', '.figures'],
] as const;

it('every screen that has a title is opened below', () => {
  const opened = new Set(SCREENS.map(([name]) => `s${name.slice(0, 3)}`));
  expect(Object.keys(ko.screens).filter((key) => !opened.has(key))).toEqual([]);
});

describe('what the first screen loads', () => {
  /** Bytes over the wire and bytes of the files, of all script together. */
  const SCRIPT = `performance.getEntriesByType('resource')
    .filter(({ name }) => name.endsWith('.js'))
    .reduce(([sent, whole], { encodedBodySize, decodedBodySize }) =>
      [sent + encodedBodySize, whole + decodedBodySize], [0, 0])`;

  it('comes compressed, and its script is less than 350 KB', async () => {
    const { page } = await open(browser, world, 'ksd-maker');
    await page.locator('.start').waitFor();
    const [sent = 0, whole = 0] = await page.evaluate<readonly number[]>(SCRIPT);
    expect(whole).toBeGreaterThan(350_000);
    expect(sent).toBeLessThan(350_000);
    await page.context().close();
  });
});

const LOOKS = [
  { language: 'ko', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 1280 },
] as const;

describe.each(LOOKS)('in $language, $theme, $width wide', (look) => {
  const name = (screen: string): string => `${screen}-${look.language}-${look.theme}-${look.width}`;

  it('the login has no fault of accessibility', async () => {
    const { page } = await newcomer(browser, world, look);
    await page.locator('.where li').first().waitFor();
    await picture(page, name('login'));
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  const people = new Map<string, Person>();
  afterAll(async () => {
    for (const { page } of people.values()) await page.context().close();
  });

  it.each(SCREENS)('%s has no fault, and the browser complains of nothing', async (...screen) => {
    const [title, user, path, ready] = screen;
    const person = people.get(user) ?? (await open(browser, world, user, look));
    people.set(user, person);
    const { page, complaints } = person;
    await page.goto(world.url + path);
    await page.locator(ready).first().waitFor();
    await picture(page, name(title));
    expect(await faultsOf(page)).toEqual([]);
    // Nobody is signed in at first, and that is told by 401.
    expect(complaints.filter((text) => !/status of 40[14]/.test(text))).toEqual([]);
  });
});

describe('by keyboard alone', () => {
  it('rows are picked, opened, copied and acted on, with Hangul input on', async () => {
    const { page } = await open(browser, world, 'ksd-maker');
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('320');
    await page.keyboard.press('Enter');
    await focusGrid(page);
    // With Hangul on, the key of S arrives as ㄴ; only its place is the same.
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await page.locator('.g-body .g-row[aria-selected="true"]').count()).toBe(3);
    await page.keyboard.press('Alt+KeyS');
    const unfolded = page.locator('.unfold');
    await unfolded.waitFor();
    await picture(page, 'confirmation');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await unfolded.waitFor({ state: 'detached' });
    await focusGrid(page);
    await page.keyboard.press('Enter');
    await page.locator('.drawer .pairs').first().waitFor();
    await picture(page, 'drawer');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.drawer').waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('a table', () => {
  it('keeps conditions in the address, and the back button brings the old ones', async () => {
    const { page } = await open(browser, world, 'ksd-maker');
    await page.goto(`${world.url}/410?tab=trades`);
    await page.locator('.g-body .g-row').first().waitFor();
    const all = await page.locator('.totals .g-row').first().textContent();
    await page.getByLabel('상태', { exact: true }).selectOption('PAYMENT_REQUESTED');
    await page.locator('.edited').waitFor();
    await page.keyboard.press('Alt+KeyQ');
    await page.waitForURL(/state=PAYMENT_REQUESTED/);
    await expect.poll(() => page.locator('.totals .g-row').first().textContent()).not.toBe(all);
    await page.goBack();
    await expect.poll(() => page.locator('.totals .g-row').first().textContent()).toBe(all);
    expect(await rowsOf(page)).toBeLessThanOrEqual(80);
    await page.context().close();
  });

  it('sorts by its titles and remembers which columns a reader wants', async () => {
    const { page } = await open(browser, world, 'ksd-maker');
    await page.goto(`${world.url}/410?tab=trades`);
    await page.locator('.g-body .g-row').first().waitFor();
    await page.getByRole('columnheader', { name: /액면금액/ }).click();
    await page.waitForURL(/sort=faceAmount/);
    await page.getByRole('button', { name: '열', exact: true }).click();
    await page.getByRole('checkbox', { name: '종목명' }).click();
    await page.reload();
    await page.locator('.g-body .g-row').first().waitFor();
    expect(await page.getByRole('columnheader', { name: '종목명' }).count()).toBe(0);
    await page.context().close();
  });
});

it('a row that is to be restricted says what it waits for', async () => {
  const { page } = await open(browser, world, 'ksd-maker', { language: 'en' });
  await page.goto(`${world.url}/320`);
  const reason = page.locator(`${ROWS} .state.second, ${ROWS} .state.stop`).first();
  await reason.waitFor();
  expect(await reason.textContent()).toMatch(/Can be done now|short|Settles on/);
  expect(await reason.getAttribute('title')).not.toBe('');
  await page.context().close();
});

describe('a session', () => {
  it('that ends in mid-work is opened again in place, and nothing typed is lost', async () => {
    const { page } = await open(browser, world, 'hbsec-maker');
    await page.goto(`${world.url}/410?tab=trades`);
    await page.locator('.g-body .g-row').first().waitFor();
    await page.getByRole('button', { name: '+ 조건' }).click();
    await page.getByRole('button', { name: '참조번호', exact: true }).click();
    await page.getByLabel('참조번호', { exact: true }).fill('HBSEC');
    await page.context().clearCookies();
    await page.keyboard.press('Alt+KeyQ');
    const again = page.locator('.band.again');
    await again.waitFor();
    expect(await page.getByLabel('참조번호', { exact: true }).inputValue()).toBe('HBSEC');
    await again.locator('input[type="password"]').fill(world.passwordOf('hbsec-maker'));
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'detached' });
    await page.locator('.g-body .g-row').first().waitFor();
    await page.context().close();
  });

  it("is refused in the words of the catalogue, in the reader's language", async () => {
    const { page } = await newcomer(browser, world, { language: 'en' });
    await page.locator('input[autocomplete="username"]').fill('ksd-maker');
    await page.locator('input[type="password"]').fill('not this one');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('do not belong together');
    await page.context().close();
  });
});

const place = (): { world: World; browser: Browser } => ({ world, browser });
describe('people at work', () => triedAtWork(place));
describe('what changes elsewhere', () => triedElsewhere(place));
describe('text from others', () => triedWithMarkup(place));
describe('chains', () => triedWithChains(place));
describe('participants', () => triedWithJoining(place));

describe('a server that catches up with the ledger', () => {
  it('is told of at once, and what was asked for comes by itself', async () => {
    const { page } = await open(browser, world, 'ksd-maker');
    const code = 'READ_MODEL_BUILDING';
    const sentence = { ko: sentenceOf({ code }, 'ko'), en: sentenceOf({ code }, 'en') };
    const isAsked = /\/api\/(?:summary|trades)\b/;
    const told = page.getByText(ko.rows.catchingUp);
    for (const [path, ready] of [
      ['/', '.start .todo li'],
      ['/410', '.flow'],
      ['/320', ROWS],
    ] as const) {
      await page.route(isAsked, (route) =>
        route.fulfill({ status: 503, json: { code, sentence } }),
      );
      await page.goto(world.url + path);
      await told.first().waitFor();
      await page.unroute(isAsked);
      await page.locator(ready).first().waitFor();
      expect(await told.count()).toBe(0);
    }
    await page.context().close();
  });
});

describe('a server that goes away', () => {
  it('is said so, and caught up with when it is back', async () => {
    const { page } = await open(browser, world, 'ksd-maker');
    await page.goto(`${world.url}/320`);
    await focusGrid(page);
    await page.keyboard.press('Space');
    await world.stop();
    await page.locator('.link-state.care').waitFor();
    expect(await page.locator('.act .button[disabled]').count()).toBeGreaterThan(0);
    await picture(page, 'offline');
    await world.restart();
    await page.locator('.link-state:not(.care)').waitFor({ timeout: 30_000 });
    expect(await rowsOf(page)).toBeGreaterThan(0);
    await page.context().close();
  });
});
