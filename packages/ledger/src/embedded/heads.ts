import type { KeyObject } from 'node:crypto';
import { signedHeadMessage, type SignedHead } from '@bondledger/contract';
import { signEs256 } from '../engine/sign-es256.js';
import type { Head } from '../port/ledger.js';
import { HEAD_BLOCKS, HEAD_IDLE_MS } from '../limits.js';
import type { HeadLog } from './head-log.js';

export interface HeadSignerOptions {
  readonly ledgerId: string;
  readonly nodeKey: KeyObject;
  readonly log: HeadLog;
  /** Called where a head could not be written. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Signs the newest head, never on the way of a transaction: after so many blocks, or when the
 * ledger has been idle for a moment, or when a proof asks for it, and at the end.
 */
export class HeadSigner {
  readonly #options: HeadSignerOptions;
  #signing: Promise<void> = Promise.resolve();
  #requested: number;
  #newest: Head;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: HeadSignerOptions, newest: Head) {
    this.#options = options;
    this.#newest = newest;
    this.#requested = options.log.height;
    // What was killed before it signed, or lost its heads, is made good at once.
    if (newest.height > this.#requested) this.#signInBackground();
  }

  /** Takes notice of a durable block. */
  onBlock(head: Head): void {
    this.#newest = head;
    if (head.height - this.#requested >= HEAD_BLOCKS) this.#signInBackground();
    else if (this.#timer !== undefined) this.#timer.refresh();
    else this.#startTimer();
  }

  /** The oldest signed head at or above a height, signed now if there is none yet. */
  async headFor(height: number): Promise<SignedHead | undefined> {
    const known = await this.#options.log.at(height);
    if (known !== undefined) return known;
    await this.#signNewest();
    return this.#options.log.at(height);
  }

  /** Signs what is not signed yet. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#signNewest();
  }

  /** Ends without a new signature, when the one that is being made has been written. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#signing.catch(() => undefined);
  }

  #startTimer(): void {
    this.#timer = setTimeout(() => this.#signInBackground(), HEAD_IDLE_MS);
    this.#timer.unref();
  }

  #signInBackground(): void {
    this.#signNewest().catch(this.#options.onFailure);
  }

  #signNewest(): Promise<void> {
    const head = this.#newest;
    if (head.height > this.#requested) {
      this.#requested = head.height;
      // A head that could not be written is none; the next one is tried all the same.
      this.#signing = this.#signing.catch(() => undefined).then(() => this.#sign(head));
    }
    return this.#signing;
  }

  async #sign({ height, hash }: Head): Promise<void> {
    const { ledgerId, nodeKey, log } = this.#options;
    const message = signedHeadMessage(ledgerId, height, hash);
    try {
      await log.append({ height, hash }, await signEs256(nodeKey, message));
    } catch (error) {
      this.#requested = log.height;
      throw error;
    }
  }
}
