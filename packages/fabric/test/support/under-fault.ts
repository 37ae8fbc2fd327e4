import { expect } from 'vitest';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { alone, hashInMemory, type LiveNetwork } from './live-network.js';

const TRADES = 12;

/**
 * Submits trades, and does harm when half of them are taken: each one is accepted, once, and in
 * the end all peers are at one.
 */
export async function expectNothingLost(
  live: LiveNetwork,
  harm: () => Promise<unknown>,
): Promise<void> {
  const market = new SampleMarket();
  const ledger = await live.open(market);
  try {
    const sent = [await market.issue()];
    for (let number = 0; number < TRADES; number += 1) {
      sent.push((await market.submit(number)).submission);
    }
    for (const [at, submission] of sent.entries()) {
      if (at === TRADES >> 1) await harm();
      const { batches } = await ledger.submit(alone(submission));
      expect(batches[0]?.outcomes[0]?.status).toBe('ACCEPTED');
    }
    expect((await ledger.head()).height).toBe(sent.length);
    expect(await ledger.stateHash()).toBe(await hashInMemory(market, sent));
    await live.atOne();
  } finally {
    await ledger.close();
  }
}
