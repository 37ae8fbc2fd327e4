import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BondledgerError } from '@bondledger/domain';
import { Signal } from '@bondledger/ledger/engine';
import { awaitBlocks } from './await-blocks.js';
import type { FollowedPeer } from './follower.js';
import { OPEN_SILENCE_MS, OPEN_SILENCES_MAX } from './limits.js';

describe('blocks that are waited for while a ledger opens', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A chain that does as the test says, and the peers that were left. */
  function opening() {
    const changed = new Signal();
    const left: string[] = [];
    const chain = { next: 3n, changed };
    const follower: { failure: unknown } = { failure: undefined };
    const peers = ['peer0', 'peer1'].map((name): FollowedPeer => ({
      endpoint: { name },
      network: { getBlockEvents: () => expect.fail() },
    }));
    let at = 0;
    const pool = {
      current: () => peers[at] ?? expect.fail(),
      leave: (peer: FollowedPeer) => {
        left.push(peer.endpoint.name);
        at = (at + 1) % peers.length;
      },
    };
    return { pool, chain, follower, left };
  }

  /** The code that a promise ends with. */
  function watched(promise: Promise<void>): { code: unknown } {
    const seen: { code: unknown } = { code: 'waits' };
    promise.then(
      () => {
        seen.code = 'there';
      },
      (error: unknown) => {
        seen.code = Object(error).code;
      },
    );
    return seen;
  }

  it('may take as long as they like, if only they come', async () => {
    const open = opening();
    const seen = watched(awaitBlocks(open, 100n, () => open.chain.next >= 100n));
    while (open.chain.next < 100n) {
      await vi.advanceTimersByTimeAsync(OPEN_SILENCE_MS - 1);
      expect(seen.code).toBe('waits');
      open.chain.next += 1n;
      open.chain.changed.notify();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect([seen.code, open.left]).toEqual(['there', []]);
  });

  it('are asked of the next peer where one is silent, and not for ever', async () => {
    const open = opening();
    const seen = watched(awaitBlocks(open, 9n, () => open.chain.next >= 9n));
    await vi.advanceTimersByTimeAsync(OPEN_SILENCE_MS);
    expect([seen.code, open.left]).toEqual(['waits', ['peer0']]);
    await vi.advanceTimersByTimeAsync(OPEN_SILENCE_MS * OPEN_SILENCES_MAX);
    expect(seen.code).toBe('NODE_BEHIND');
    expect(open.left).toHaveLength(OPEN_SILENCES_MAX - 1);
  });

  it('are given up at once where the follower says why they do not come', async () => {
    const open = opening();
    open.follower.failure = new BondledgerError({ code: 'BLOCK_UNTRUSTED' });
    const seen = watched(awaitBlocks(open, 9n, () => false));
    await vi.advanceTimersByTimeAsync(OPEN_SILENCE_MS);
    expect(seen.code).toBe('BLOCK_UNTRUSTED');
  });
});
