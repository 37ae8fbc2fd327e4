import assert from 'node:assert/strict';
import { afterAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../src/port/ledger.js';
import { openEmbeddedLedger } from '../src/embedded/open-embedded.js';
import { openMemoryLedger } from '../src/memory/memory-ledger.js';
import { send } from '../src/testkit/checks.js';
import { ledgerCompliance, SampleMarket } from '../src/testkit/index.js';
import { temporaryDirectory } from './world.js';

const directories = new Map<Ledger, ReturnType<typeof temporaryDirectory>>();
afterAll(() => {
  for (const { remove } of directories.values()) remove();
});

async function open(market: SampleMarket): Promise<Ledger> {
  const directory = temporaryDirectory();
  const { genesis, nodeKey } = market;
  const ledger = await openEmbeddedLedger({ directory: directory.path, genesis, nodeKey });
  directories.set(ledger, directory);
  return ledger;
}

async function reopen(ledger: Ledger, { nodeKey }: SampleMarket): Promise<Ledger> {
  const directory = directories.get(ledger);
  assert.ok(directory !== undefined);
  await ledger.close();
  const again = await openEmbeddedLedger({ directory: directory.path, nodeKey });
  directories.set(again, directory);
  return again;
}

const openMemory = ({ genesis, nodeKey }: SampleMarket): Promise<Ledger> =>
  Promise.resolve(openMemoryLedger({ genesis, nodeKey }));

/** Time for a machine that is busy with other tests. */
const patient = {
  describe,
  it: (name: string, body: () => Promise<void>): void => it(name, body, 60_000),
};
ledgerCompliance({ name: 'embedded', open, reopen }, patient);
ledgerCompliance({ name: 'memory', open: openMemory }, patient);

describe('two engines', () => {
  it('have the same state for the same batches', async () => {
    const market = new SampleMarket();
    const engines = [await open(market), await openMemory(market)];
    const submissions = [await market.issue(), await market.holidays('2018-12-24')];
    for (let number = 0; number < 30; number += 1) {
      const trade = await market.submit(number);
      submissions.push(trade.submission, await market.confirm(number, trade));
    }
    const hashes: string[] = [];
    for (const ledger of engines) {
      // All at once: the embedded engine makes a few blocks of them, the other one of each.
      await Promise.all(submissions.map((submission) => send(ledger, submission)));
      hashes.push(await ledger.stateHash());
    }
    expect(hashes[0]).toBe(hashes[1]);
    const [embedded, memory] = await Promise.all(engines.map((ledger) => ledger.head()));
    expect(embedded?.height).toBeLessThan(memory?.height ?? 0);
    for (const ledger of engines) await ledger.close();
  });
});
