import type { Page } from 'playwright-core';
import type { World } from './world.js';

/** Waits until the server can show its reader the ledger as it stands: no list moves by itself. */
export async function readUp(page: Page, { url, consortium }: World): Promise<void> {
  const { height } = await consortium.ledger.head();
  const list = `${url}/api/trades?limit=1&atLeastHeight=${height.toString()}`;
  const answer = await page.request.get(list);
  if (!answer.ok()) throw new Error(await answer.text());
}
