import { describe, expect, it } from 'vitest';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { networkStatus } from '../src/network/status.js';
import {
  alone,
  hashInMemory,
  LIVE_MS,
  liveNetwork,
  MARKET,
  NO_NETWORK,
  titled,
} from './support/live-network.js';

const BUNDLES = 5;
const TRADES_EACH = 1_000;
const ALL = (BUNDLES * TRADES_EACH).toString();
/** No client of the market comes by this peer, and it endorses nothing here. */
const ABSENT = 'peer0.buyer';

describe.skipIf(NO_NETWORK)(titled('a peer that was stopped'), () => {
  const live = liveNetwork(MARKET);
  it(
    `for ${ALL} trades has the same blocks and state once it is back`,
    async () => {
      const market = new SampleMarket();
      const ledger = await live.open(market);
      try {
        const sent = [await market.issue()];
        await ledger.submit(alone(sent[0] ?? expect.fail()));
        await live.atOne();
        await live.killForLong(ABSENT);
        for (let bundle = 0; bundle < BUNDLES; bundle += 1) {
          const numbers = Array.from({ length: TRADES_EACH }, (_, at) => bundle * TRADES_EACH + at);
          const [first = expect.fail()] = await market.submitTogether(numbers);
          sent.push(first.submission);
          const { batches } = await ledger.submit(alone(first.submission));
          const statuses = batches[0]?.outcomes.map(({ status }) => status);
          expect(statuses).toEqual(Array<string>(TRADES_EACH).fill('ACCEPTED'));
        }
        expect((await networkStatus(live.directory)).isAtOne).toBe(false);

        const from = performance.now();
        await live.resume(ABSENT);
        const { nodes } = await live.atOne();
        const seconds = ((performance.now() - from) / 1_000).toFixed(1);
        console.log(`${ABSENT} started and caught up with ${ALL} trades in ${seconds} s`);
        const [first, ...others] = nodes.filter(({ kind }) => kind === 'peer');
        const { height, blockHash, commitHash } = first ?? expect.fail();
        for (const peer of others) expect(peer).toMatchObject({ height, blockHash, commitHash });
        expect(await ledger.stateHash()).toBe(await hashInMemory(market, sent));
      } finally {
        await ledger.close();
      }
    },
    LIVE_MS,
  );
});
