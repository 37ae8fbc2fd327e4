import { describe, it } from 'vitest';
import { seedOf } from '../../contract/test/_kit/law.js';
import { LIVE_MS, liveNetwork, NO_NETWORK, titled } from './support/live-network.js';
import { daysOf, transactionsOf } from './support/random-days.js';
import { expectSameDay } from './support/same-day.js';

/** Some of those who trade have a peer, for the others BOK endorses. */
const MEMBERS = [
  { code: 'KSD', peers: 1, orderers: 1 },
  { code: 'BOK', peers: 1 },
  { code: 'SEC1', peers: 1 },
];
const DAYS = 2;
const seed = seedOf();

describe.skipIf(NO_NETWORK)(
  titled('a random day on a network and on an engine without one'),
  () => {
    const live = liveNetwork(MEMBERS);
    console.log(`differential: seed ${seed.toString()}`);

    it.each(daysOf(seed, DAYS).map((plan, number) => [number, plan] as const))(
      'has the same answers and the same state hash, transaction by transaction: day %d',
      (_, plan) => expectSameDay(live, transactionsOf(plan)),
      LIVE_MS,
    );
  },
);
