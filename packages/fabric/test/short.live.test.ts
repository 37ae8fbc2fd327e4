import { describe, it } from 'vitest';
import { seedOf } from '../../contract/test/_kit/law.js';
import { complianceOn } from './support/compliance-on.js';
import { LIVE_MS, liveNetwork, MARKET, NO_NETWORK, titled } from './support/live-network.js';
import { daysOf, transactionsOf } from './support/random-days.js';
import { expectSameDay } from './support/same-day.js';
import { expectNothingLost } from './support/under-fault.js';

const seed = seedOf();

/** What `npm test` runs where Fabric is installed; `npm run test:fabric` runs all the rest. */
describe.skipIf(NO_NETWORK)(titled('one network of Hyperledger Fabric'), () => {
  const live = liveNetwork(MARKET);
  console.log(`short: seed ${seed.toString()}`);

  complianceOn(live);

  it.each(daysOf(seed, 1).map((plan) => [plan] as const))(
    'takes a random day as an engine without a network does',
    (plan) => expectSameDay(live, transactionsOf(plan)),
    LIVE_MS,
  );

  it(
    'loses nothing when the chaincode of KSD and the peer of an endorser are killed',
    () =>
      expectNothingLost(live, async () => {
        for (const name of ['chaincode.ksd', 'peer0.seller']) live.kill(name);
        return Promise.resolve();
      }),
    LIVE_MS,
  );
});
