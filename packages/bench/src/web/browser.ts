import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ServedDay } from './served-day.js';

/** A page of one person in a browser that has seen nothing yet. */
export interface Visit extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A shared machine may be slow, and what it was slow at is a figure. */
const PATIENCE_MS = 300_000;

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The browser of the tests; one that is at hand is a matter of development. */
export async function openBrowser(): Promise<Browser> {
  const [{ chromium: playwright }, { default: chromium }] = await Promise.all([
    import('playwright-core'),
    import('@sparticuz/chromium'),
  ]);
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // The package's own arguments are for servers: one process, no rules of the web, a drawing of
    // shades that takes a processor. People's browsers have none of them.
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
  });
}

/** Opens a page with a cold cache, signed in where `state` is given. `watch` runs in it first. */
export async function visit(browser: Browser, watch: string, state?: State): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'ko-KR',
    ...(state === undefined ? {} : { storageState: state }),
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(watch);
  const page = await context.newPage();
  return { context, page, [Symbol.asyncDispose]: () => context.close() };
}

/** Enters name and password on the login page that is open. */
export async function signIn(page: Page, served: ServedDay, user: string): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(user);
  await page.locator('input[type="password"]').fill(served.passwordOf(user));
  await page.keyboard.press('Enter');
}

/** The session of a person, for pages that begin signed in. */
export async function sessionOf(browser: Browser, served: ServedDay, user: string): Promise<State> {
  await using first = await visit(browser, '');
  await first.page.goto(served.url);
  await signIn(first.page, served, user);
  await first.page.locator('.nav').waitFor();
  return await first.context.storageState();
}
