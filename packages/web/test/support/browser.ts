import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import type { World } from './world.js';

const PICTURES = fileURLToPath(new URL('../../test-artifacts/', import.meta.url));

export type Look = Readonly<{
  language?: 'ko' | 'en';
  theme?: 'light' | 'dark';
  width?: number;
}>;

export const openBrowser = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await chromium.executablePath(),
    // The package's own arguments are for servers: one process, which cannot hold several people,
    // and none of the rules of the web, which are to be tried here.
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
  });

/** A page of one person, with what the browser complained of. */
export interface Person {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens the login page as a new browser would. */
export async function newcomer(
  browser: Browser,
  world: Pick<World, 'url'>,
  look: Look = {},
): Promise<Person> {
  const { language = 'ko', theme = 'light', width = 1440 } = look;
  const context = await browser.newContext({
    viewport: { width, height: width >= 1920 ? 1080 : 900 },
    colorScheme: theme,
    locale: language === 'ko' ? 'ko-KR' : 'en-GB',
  });
  await context.addInitScript(
    `localStorage.getItem('bondledger.language') ?? ` +
      `localStorage.setItem('bondledger.language', '${language}')`,
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(world.url);
  return { page, complaints };
}

export async function signIn({ page }: Person, world: World, user: string): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(user);
  await page.locator('input[type="password"]').fill(world.passwordOf(user));
  await page.keyboard.press('Enter');
  await page.locator('.nav').waitFor();
}

export async function open(
  browser: Browser,
  world: World,
  user: string,
  look: Look = {},
): Promise<Person> {
  const person = await newcomer(browser, world, look);
  await signIn(person, world, user);
  return person;
}

/** A picture that is kept for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}${name}.png` });
}
