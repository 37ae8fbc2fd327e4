import { describe, expect, it } from 'vitest';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { leadingOrderer } from './support/leading-orderer.js';
import {
  alone,
  hashInMemory,
  LIVE_MS,
  liveNetwork,
  NO_NETWORK,
  titled,
} from './support/live-network.js';

const MEMBERS = [
  { code: 'KSD', peers: 2, orderers: 3 },
  { code: 'BOK', peers: 1 },
  { code: 'SELLER', peers: 1 },
  { code: 'BUYER', peers: 1 },
];
const TRADES = 12;
/** Stands for the orderer that leads when the time has come. */
const LEADER = 'the leading orderer';

describe.skipIf(NO_NETWORK)(titled('under faults'), () => {
  const live = liveNetwork(MEMBERS);
  const kill = async (name: string): Promise<void> =>
    live.kill(name === LEADER ? await leadingOrderer(live.network) : name);

  describe('nothing is lost and nothing done twice', () => {
    it.each([
      ['nothing', []],
      ['the peer that is proposed by', ['peer0.ksd']],
      ['the chaincode of KSD', ['chaincode.ksd']],
      ['the chaincode of an endorser', ['chaincode.seller']],
      ['the peer of an endorser', ['peer0.seller']],
      ['the leading orderer', [LEADER]],
      ['the orderer that leads after it', [LEADER]],
      ['a peer and the leading orderer at once', ['peer1.ksd', LEADER]],
      ['the peer that is proposed by and its chaincode at once', ['peer0.ksd', 'chaincode.ksd']],
    ] as const)(
      'when %s is killed',
      async (_, names) => {
        const market = new SampleMarket();
        const ledger = await live.open(market);
        try {
          const sent = [await market.issue()];
          for (let number = 0; number < TRADES; number += 1) {
            sent.push((await market.submit(number)).submission);
          }
          for (const [at, submission] of sent.entries()) {
            if (at === TRADES >> 1) await Promise.all(names.map(kill));
            const { batches } = await ledger.submit(alone(submission));
            expect(batches[0]?.outcomes[0]?.status).toBe('ACCEPTED');
          }
          expect((await ledger.head()).height).toBe(sent.length);
          expect(await ledger.stateHash()).toBe(await hashInMemory(market, sent));
          await live.atOne();
        } finally {
          await ledger.close();
        }
      },
      LIVE_MS,
    );
  });
});
