import type { Browser } from 'playwright-core';
import { sessionOf, signIn, visit } from './browser.js';
import { BYTES, has, seen, WATCH, type Bytes } from './in-page.js';
import type { ServedDay } from './served-day.js';

const USER = 'ksd-maker';
const LOGIN = 'input[autocomplete="username"]';
const START = '.start .todo li, .start p b';
const ROW = '.g-body .g-row';

/** Milliseconds until a first screen can be used, each in a browser that has seen nothing. */
export interface FirstScreens {
  readonly loginMs: number;
  /** From Enter on the login page, with the check of the password. */
  readonly startMs: number;
  /** The list of all trades, by its address, signed in already. */
  readonly tradesMs: number;
  /** What that list loaded. */
  readonly bytes: Bytes;
}

async function loginAndStart(browser: Browser, served: ServedDay): Promise<[number, number]> {
  await using first = await visit(browser, `${WATCH} window.usable = ${seen(has(LOGIN))};`);
  const { page } = first;
  await page.goto(served.url);
  const loginMs = await page.evaluate<number>('window.usable');
  await page.evaluate(`window.usable = ${seen(has(START))}; 0`);
  await signIn(page, served, USER);
  const startMs = await page.evaluate<number>('window.usable.then((at) => at - window.entered)');
  return [loginMs, startMs];
}

export async function firstScreens(browser: Browser, served: ServedDay): Promise<FirstScreens> {
  const [loginMs, startMs] = await loginAndStart(browser, served);
  const session = await sessionOf(browser, served, USER);
  await using cold = await visit(browser, `window.usable = ${seen(has(ROW))};`, session);
  await cold.page.goto(`${served.url}/410?tab=trades`);
  const tradesMs = await cold.page.evaluate<number>('window.usable');
  const bytes = await cold.page.evaluate<Bytes>(BYTES);
  return { loginMs, startMs, tradesMs, bytes };
}
