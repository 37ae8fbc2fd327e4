import { hashOfHeader, parseHeader, type Crypto } from '@bondledger/contract';
import { logCorrupt } from '../block-log/open-segments.js';
import type { ScannedRecord } from '../block-log/scan.js';
import { decodeBlock, headerTextIn } from '../engine/block-codec.js';
import { NO_BLOCK, writesOf } from '../engine/make-block.js';
import type { Head } from '../port/ledger.js';
import type { State } from '../state/state.js';

/** A state that is behind the log, or whose newest block is not the log's. */
export interface Target extends State {
  /** Hash of its newest block, where it is kept. */
  readonly hash?: string;
  settle?(): Promise<void>;
}

/** Writes that a state takes in before it commits them together. */
const WRITES_TOGETHER = 4_000;

/**
 * Follows the log from its first block: checks that each header names the one before, and gives a
 * state the blocks that it does not have.
 */
export class CatchUp {
  readonly #crypto: Crypto;
  readonly #ledgerId: string;
  readonly #directory: string;
  readonly #state: Target;
  readonly #had: number;
  #head: Head = { height: -1, hash: NO_BLOCK };
  #writes = 0;
  #differs = false;

  constructor(crypto: Crypto, ledgerId: string, directory: string, state: Target) {
    this.#crypto = crypto;
    this.#ledgerId = ledgerId;
    this.#directory = directory;
    this.#state = state;
    this.#had = state.height;
  }

  /** The newest block that was visited. */
  get head(): Head {
    return this.#head;
  }

  /** Blocks that the state was given. */
  get blocks(): number {
    return Math.max(0, this.#head.height - this.#had);
  }

  /** Was the state's newest block another one than the log's? */
  get differs(): boolean {
    return this.#differs;
  }

  /** Rejects with LOG_CORRUPT where the block does not follow the one before it. */
  async visit({ height, offset, payload }: ScannedRecord): Promise<void> {
    try {
      const text = headerTextIn(payload);
      const header = parseHeader(text);
      const follows =
        header?.height === height &&
        header.previous === this.#head.hash &&
        header.ledgerId === this.#ledgerId;
      if (!follows) throw logCorrupt(height, this.#directory, offset, 'chain');
      this.#head = { height, hash: hashOfHeader(this.#crypto, text) };
      if (height === this.#had) this.#differs ||= (this.#state.hash ?? '') !== this.#head.hash;
      if (height > this.#had) await this.#give(payload);
    } catch (error) {
      if (error instanceof RangeError) throw logCorrupt(height, this.#directory, offset, 'content');
      throw error;
    }
  }

  async #give(payload: Buffer): Promise<void> {
    // Copied, for the bytes are a view into megabytes of the log.
    const writes = writesOf(decodeBlock(payload)).map(({ key, value }) => ({
      key,
      value: value.slice(),
    }));
    this.#state.accept(this.#head.height, this.#head.hash, writes);
    this.#writes += writes.length;
    if (this.#writes < WRITES_TOGETHER) return;
    this.#writes = 0;
    await this.#state.settle?.();
  }
}
