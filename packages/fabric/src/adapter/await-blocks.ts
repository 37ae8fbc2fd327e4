import { BondledgerError } from '@bondledger/domain';
import type { DerivedChain } from './derived-chain.js';
import type { FollowedPeers, Follower } from './follower.js';
import { OPEN_SILENCE_MS, OPEN_SILENCES_MAX } from './limits.js';
import { within } from './within.js';

/** A ledger that is being opened. */
export interface Opening {
  readonly pool: Pick<FollowedPeers, 'current' | 'leave'>;
  readonly chain: Pick<DerivedChain, 'next' | 'changed'>;
  readonly follower: Pick<Follower, 'failure'>;
}

/**
 * Waits while blocks come. Where none do, the next peer is followed, and then it is given up.
 *
 * @throws BondledgerError NODE_BEHIND; what the follower met last, where that has a code
 */
export async function awaitBlocks(
  { pool, chain, follower }: Opening,
  expected: bigint,
  isThere: () => boolean,
): Promise<void> {
  let silences = 0;
  while (!isThere()) {
    const { next } = chain;
    await within(chain.changed.next(), OPEN_SILENCE_MS);
    if (chain.next > next) {
      silences = 0;
      continue;
    }
    silences += 1;
    if (follower.failure instanceof BondledgerError) throw follower.failure;
    if (silences >= OPEN_SILENCES_MAX) {
      const { name: node } = pool.current().endpoint;
      const params = { node, height: next.toString(), expected: expected.toString() };
      throw new BondledgerError({ code: 'NODE_BEHIND', params });
    }
    pool.leave(pool.current());
  }
}
