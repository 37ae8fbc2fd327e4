import type { DerivedChain } from './derived-chain.js';
import { FOLLOW_AGAIN_MS } from './limits.js';
import { pause } from './pause.js';
import type { GatewayPeer, PeerPool } from './peer-pool.js';

type Stream = Awaited<ReturnType<GatewayPeer['network']['getBlockEvents']>>;

/**
 * Follows the channel's blocks from one peer after the other: where a stream ends, the next peer
 * goes on with the next block.
 */
export class Follower {
  readonly #pool: PeerPool;
  readonly #chain: DerivedChain;
  readonly #onFailure: (error: unknown) => void;
  #stream: Stream | undefined;
  #peer: GatewayPeer | undefined;
  #running: Promise<void> | undefined;
  #isStopping = false;

  constructor(pool: PeerPool, chain: DerivedChain, onFailure: (error: unknown) => void) {
    this.#pool = pool;
    this.#chain = chain;
    this.#onFailure = onFailure;
    // A peer that answers nobody may go on sending no blocks without ever ending the stream.
    pool.onLeave = () => this.change();
  }

  /** Whose blocks are followed now. */
  get peer(): GatewayPeer | undefined {
    return this.#peer;
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
    while (!this.#stopping()) {
      const peer = this.#pool.current();
      try {
        await this.#follow(peer);
      } catch (error) {
        if (this.#stopping()) return;
        this.#onFailure(error);
        this.#pool.leave(peer);
        await pause(FOLLOW_AGAIN_MS);
      }
    }
  }

  /** Read anew each time: it changes while blocks are waited for. */
  #stopping(): boolean {
    return this.#isStopping;
  }

  async #follow(peer: GatewayPeer): Promise<void> {
    const stream = await peer.network.getBlockEvents({ startBlock: this.#chain.next });
    this.#stream = stream;
    this.#peer = peer;
    if (this.#stopping()) stream.close();
    try {
      for await (const block of stream) this.#chain.take(block);
    } finally {
      stream.close();
    }
  }
}
