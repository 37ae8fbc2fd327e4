import type { ChannelChecks } from '../../src/adapter/channel-checks.js';

/** For tests of blocks that nobody signed. */
export const unverified: ChannelChecks = {
  requireOrdered: () => new Uint8Array(32),
  isEndorsed: () => true,
  endorsersOf: () => undefined,
};
