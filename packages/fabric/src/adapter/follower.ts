import type { common } from '@hyperledger/fabric-protos';
import { fromNode } from './channel-checks.js';
import type { DerivedChain } from './derived-chain.js';
import { FOLLOW_AGAIN_MAX_MS, FOLLOW_AGAIN_MS } from './limits.js';
import { pause } from './pause.js';

/** A peer's blocks as they come. */
export interface BlockStream extends AsyncIterable<common.Block> {
  close(): void;
}

/** A peer whose blocks can be followed. */
export interface FollowedPeer {
  readonly endpoint: { readonly name: string };
  readonly network: { getBlockEvents(from: { startBlock: bigint }): Promise<BlockStream> };
}

/** Several of them, one in use. */
export interface FollowedPeers {
  onLeave: () => void;
  current(): FollowedPeer;
  leave(peer: FollowedPeer): void;
}

/**
 * Follows the channel's blocks from one peer after the other: where a stream ends, or a block does
 * not hold, the next peer goes on with the next block.
 */
export class Follower {
  readonly #pool: FollowedPeers;
  readonly #chain: Pick<DerivedChain, 'next' | 'take'>;
  readonly #onFailure: (error: unknown) => void;
  #stream: BlockStream | undefined;
  #peer: FollowedPeer | undefined;
  #failure: unknown;
  #running: Promise<void> | undefined;
  #isStopping = false;

  constructor(
    pool: FollowedPeers,
    chain: Pick<DerivedChain, 'next' | 'take'>,
    onFailure: (error: unknown) => void,
  ) {
    this.#pool = pool;
    this.#chain = chain;
    this.#onFailure = onFailure;
    // A peer that answers nobody may go on sending no blocks without ever ending the stream.
    pool.onLeave = () => this.change();
  }

  /** Whose blocks are followed now. */
  get peer(): FollowedPeer | undefined {
    return this.#peer;
  }

  /** Why the last stream ended; undefined where blocks have come since. */
  get failure(): unknown {
    return this.#failure;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Goes on with the blocks of the peer that the pool now prefers. */
  change(): void {
    this.#stream?.close();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stream?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    let wait = FOLLOW_AGAIN_MS;
    while (!this.#stopping()) {
      const peer = this.#pool.current();
      const { next } = this.#chain;
      try {
        await this.#follow(peer);
      } catch (error) {
        if (this.#stopping()) return;
        this.#failure = fromNode(error, peer.endpoint.name);
        this.#onFailure(this.#failure);
        this.#pool.leave(peer);
        wait = this.#chain.next > next ? FOLLOW_AGAIN_MS : Math.min(2 * wait, FOLLOW_AGAIN_MAX_MS);
        await pause(wait);
      }
    }
  }

  /** Read anew each time: it changes while blocks are waited for. */
  #stopping(): boolean {
    return this.#isStopping;
  }

  async #follow(peer: FollowedPeer): Promise<void> {
    const stream = await peer.network.getBlockEvents({ startBlock: this.#chain.next });
    this.#stream = stream;
    this.#peer = peer;
    if (this.#stopping()) stream.close();
    try {
      for await (const block of stream) {
        this.#chain.take(block);
        this.#failure = undefined;
      }
    } finally {
      stream.close();
    }
  }
}
