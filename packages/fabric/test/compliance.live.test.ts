import { describe } from 'vitest';
import { complianceOn } from './support/compliance-on.js';
import { liveNetwork, MARKET, NO_NETWORK, titled } from './support/live-network.js';

describe.skipIf(NO_NETWORK)(titled('on a network'), () => {
  complianceOn(liveNetwork(MARKET));
});
