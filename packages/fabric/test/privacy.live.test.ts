import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { alone, LIVE_MS, liveNetwork, MARKET, NO_NETWORK, titled } from './support/live-network.js';

describe.skipIf(NO_NETWORK)(titled('the files'), () => {
  const live = liveNetwork(MARKET);
  const files = (): readonly string[] =>
    readdirSync(live.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  /** Files of all nodes, their databases and logs, that hold a text. */
  const filesWith = (text: string): readonly string[] =>
    files().filter((path) => readFileSync(path).includes(text));

  /** How often the block files of all nodes hold a text. */
  const timesInBlocks = (text: string): number =>
    files()
      .filter((path) => path.includes('blockfile_'))
      .reduce((sum, path) => sum + readFileSync(path, 'latin1').split(text).length - 1, 0);

  it(
    'of no node hold anything of a trade, and no read set names its issue',
    async () => {
      const market = new SampleMarket();
      const ledger = await live.open(market);
      try {
        await ledger.submit(alone(await market.issue()));
        const named = timesInBlocks('registry/issue/');
        const trade = await market.submit(1);
        const confirm = await market.confirm(1, trade);
        for (const submission of [trade.submission, confirm, await market.forged()]) {
          await ledger.submit(alone(submission));
        }
        for (const canary of ['SELLER-1', 'BUYER-1', 'faceAmount', 'termsHash', 'unitPrice']) {
          expect(filesWith(canary)).toEqual([]);
        }
        // What is public is found where it is: the scan can see.
        expect(filesWith('Treasury bond').length).toBeGreaterThanOrEqual(MARKET.length);
        expect(filesWith(trade.key).length).toBeGreaterThanOrEqual(MARKET.length);
        expect(named).toBeGreaterThan(0);
        expect(timesInBlocks('registry/issue/')).toBe(named);
      } finally {
        await ledger.close();
      }
    },
    LIVE_MS,
  );
});
