import { describe, it } from 'vitest';
import { leadingOrderer } from './support/leading-orderer.js';
import { LIVE_MS, liveNetwork, NO_NETWORK, titled } from './support/live-network.js';
import { expectNothingLost } from './support/under-fault.js';

const MEMBERS = [
  { code: 'KSD', peers: 2, orderers: 3 },
  { code: 'BOK', peers: 1 },
  { code: 'SELLER', peers: 1 },
  { code: 'BUYER', peers: 1 },
];
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
      (_, names) => expectNothingLost(live, () => Promise.all(names.map(kill))),
      LIVE_MS,
    );
  });
});
