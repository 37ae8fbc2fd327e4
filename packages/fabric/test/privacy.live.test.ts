import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { openFabricLedger } from '../src/adapter/open-fabric-ledger.js';
import { startManyLedgers, type ManyLedgers } from './support/many-ledgers.js';
import { whyNoNetwork } from './support/when-installed.js';

const MEMBERS = [
  { code: 'KSD', peers: 1, orderers: 1 },
  { code: 'BOK', peers: 1 },
  { code: 'SELLER', peers: 1 },
  { code: 'BUYER', peers: 1 },
];
const TEST_MS = 120_000;

const why = whyNoNetwork();

describe.skipIf(why !== undefined)(`the files${why === undefined ? '' : ` (${why})`}`, () => {
  let ledgers: ManyLedgers | undefined;
  beforeAll(async () => {
    ledgers = await startManyLedgers(MEMBERS);
  }, TEST_MS);
  afterAll(async () => {
    await ledgers?.stop();
  }, TEST_MS);

  const files = (): readonly string[] => {
    const directory = ledgers?.network.directory ?? expect.fail();
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  };

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
      const connection = (await ledgers?.connectionFor(market.genesis)) ?? expect.fail();
      const { genesis, nodeKey } = market;
      const ledger = await openFabricLedger({ connection, genesis, nodeKey });
      try {
        await ledger.submit({ submissions: [await market.issue()], skip: [] });
        const named = timesInBlocks('registry/issue/');
        const trade = await market.submit(1);
        const confirm = await market.confirm(1, trade);
        for (const submission of [trade.submission, confirm, await market.forged()]) {
          await ledger.submit({ submissions: [submission], skip: [] });
        }
        for (const canary of ['SELLER-1', 'BUYER-1', 'faceAmount', 'termsHash', 'unitPrice']) {
          expect(filesWith(canary)).toEqual([]);
        }
        // What is public is found where it is: the scan can see.
        expect(filesWith('Treasury bond').length).toBeGreaterThanOrEqual(MEMBERS.length);
        expect(filesWith(trade.key).length).toBeGreaterThanOrEqual(MEMBERS.length);
        expect(named).toBeGreaterThan(0);
        expect(timesInBlocks('registry/issue/')).toBe(named);
      } finally {
        await ledger.close();
      }
    },
    TEST_MS,
  );
});
