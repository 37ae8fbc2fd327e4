import type { Browser, Page } from 'playwright-core';
import { newcomer, picture } from './browser.js';
import type { World } from './world.js';

/** More than any screen has places for the focus. */
const TABS_MOST = 60;
const ROWS_MOST = 200;

/** A person who has no mouse. */
export interface Typist {
  readonly page: Page;
  /** Goes to a screen by its number, and to one of its tabs by its place. */
  goTo(screen: string, tab?: number): Promise<void>;
  /** Picks all rows, or only the one with a text. */
  pick(text?: string): Promise<void>;
  /** Takes the main action on what is picked. */
  decide(name?: string): Promise<void>;
}

/** Moves the focus on until it is in a table. */
async function intoTable(page: Page): Promise<void> {
  await page.locator('.g-body .g-row').first().waitFor();
  for (let at = 0; at < TABS_MOST; at += 1) {
    if (await page.evaluate(`document.activeElement?.matches('.grid')`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the focus does not come to the table');
}

async function pickRow(page: Page, text: string): Promise<void> {
  const wanted = page.locator('.g-body .g-row.current', { hasText: text });
  for (let at = 0; at < ROWS_MOST; at += 1) {
    if ((await wanted.count()) > 0) return page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no row has ${text}`);
}

/** Signs in by keyboard alone. */
export async function typistAt(
  browser: Browser,
  world: World,
  user: string,
  language: 'ko' | 'en' = 'ko',
): Promise<Typist> {
  const { page } = await newcomer(browser, world, { language });
  await page.locator('input[autocomplete="username"]:focus').waitFor();
  await page.keyboard.type(user);
  await page.keyboard.press('Tab');
  await page.keyboard.type(world.passwordOf(user));
  await page.keyboard.press('Enter');
  await page.locator('.nav').waitFor();
  return {
    page,
    async goTo(screen, tab) {
      if (new URL(page.url()).pathname !== `/${screen}`) {
        await page.keyboard.press('Control+KeyK');
        await page.locator('.finder input:focus').waitFor();
        await page.keyboard.type(screen);
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.pathname === `/${screen}`);
      }
      if (tab === undefined) return;
      await page.locator('[role="tab"]').first().waitFor();
      // By way of another tab, so that this one is opened anew.
      for (const each of [tab === 1 ? 2 : 1, tab]) {
        await page.keyboard.press(`Digit${each}`);
        await page.locator(`[role="tab"][aria-selected="true"]:nth-child(${each})`).waitFor();
      }
    },
    async pick(text) {
      await intoTable(page);
      await (text === undefined ? page.keyboard.press('Control+KeyA') : pickRow(page, text));
    },
    async decide(name) {
      await page.locator('.act [aria-keyshortcuts="Alt+S"]:enabled').waitFor();
      await page.keyboard.press('Alt+KeyS');
      await page.locator('.unfold .button.go').waitFor();
      if (name !== undefined) await picture(page, name);
      await page.keyboard.press('Enter');
    },
  };
}
