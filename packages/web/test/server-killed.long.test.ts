import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConsortium, openConsortium, referenceDay } from '@bondledger/consortium';
import { ko } from '../app/src/text/ko/index.js';
import { newcomer, openBrowser, picture } from './support/browser.js';
import { buildScreens } from './support/world.js';

/** A server starts twice, and a consortium is opened by another process in between. */
const SLOW_MACHINE_MS = 300_000;
const ROW = '.g-body .g-row';
const TYPED = 'HBSEC-2026';
const day = referenceDay({ trades: 24, seed: 'killed' });

/** A whole server, as it is built: it says where it is, and whom it made. */
const CHILD = `
  const run = async () => {
    const { openConsortium, referenceDay } = await import('@bondledger/consortium');
    const { openDatabase } = await import('@bondledger/database');
    const { openLog, startDemoServer } = await import('@bondledger/server');
    const [directory, screens, port] = process.argv.slice(1);
    const consortium = await openConsortium({ directory: directory + '/demo' });
    const database = await openDatabase({ directory: directory + '/database' });
    const day = referenceDay({ trades: 24, seed: 'killed' });
    const log = openLog({ level: 'silent' });
    const host = '127.0.0.1';
    const { url, accounts } = await startDemoServer(
      { consortium, day, database, host, port: Number(port), screens, log });
    console.log(JSON.stringify({ url, accounts }));
  };
  run();
`;

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly accounts: readonly { readonly user: string; readonly password: string }[];
}

let directory = '';
let screens = '';
let browser: Browser;
let children: readonly ChildProcess[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bondledger-web-'));
  [screens, browser] = await Promise.all([buildScreens(directory), openBrowser()]);
}, SLOW_MACHINE_MS);
afterAll(async () => {
  await browser.close();
  for (const child of children) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function started(port: number): Promise<Started> {
  const cwd = fileURLToPath(new URL('../../server/', import.meta.url));
  const args = ['-e', CHILD, directory, screens, port.toString()];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  children = [...children, child];
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ...(JSON.parse(line) as Omit<Started, 'child'>) };
  }
  throw new Error('the server did not start');
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Submits so many of the day's trades of one seller, beside the server. */
async function submit(seller: string, from: number, to: number): Promise<void> {
  await using consortium = await openConsortium({ directory: join(directory, 'demo') });
  const sold = day.tickets.filter(({ terms }) => terms.seller === seller).slice(from, to);
  await consortium
    .institution(seller)
    .take(sold.map(({ terms, sellerSide: own }) => ({ step: 'SUBMIT', terms, own })));
}

it(
  'a server that is killed is missed, and what happened meanwhile is caught up with',
  async () => {
    await createConsortium({ directory: join(directory, 'demo'), day });
    const { terms } = day.tickets[0] ?? {};
    const seller = terms?.seller ?? '';
    await submit(seller, 0, 1);
    const first = await started(0);
    const { url } = first;
    const { page } = await newcomer(browser, { url });
    const { user = '', password = '' } =
      first.accounts.find((each) => each.user === 'ksd-maker') ?? {};
    await page.locator('input[autocomplete="username"]').fill(user);
    await page.locator('input[type="password"]').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('.nav').waitFor();
    await page.goto(`${url}/410?tab=trades`);
    await page.locator(ROW).first().waitFor();
    expect(await page.locator(ROW).count()).toBe(1);
    await page.getByRole('button', { name: ko.conditions.add }).click();
    await page.getByRole('button', { name: ko.columns.reference, exact: true }).click();
    const typed = page.getByLabel(ko.columns.reference, { exact: true });
    await typed.fill(TYPED);

    await killed(first.child);
    await page.locator('.link-state.care').waitFor();
    await picture(page, 'killed');
    expect(await page.locator(ROW).count()).toBe(1);
    await submit(seller, 1, 2);
    await started(Number(new URL(url).port));
    await page.locator('.link-state:not(.care)').waitFor({ timeout: SLOW_MACHINE_MS });
    await expect.poll(() => page.locator(ROW).count(), { timeout: SLOW_MACHINE_MS }).toBe(2);
    expect(await typed.inputValue()).toBe(TYPED);
    await page.context().close();
  },
  SLOW_MACHINE_MS,
);
