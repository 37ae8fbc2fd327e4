import type { KeyObject } from 'node:crypto';
import { nodeCrypto, type Crypto, type DeliveryProof, type Submission } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Ledger } from '../port/ledger.js';
import { requireSubmission } from '../port/require-submission.js';
import { carry } from './carry.js';
import { signDelivery } from './delivery-proof.js';
import type { Gateway, Sent } from './gateway.js';
import type { Meter } from './meter.js';
import { tradesOfSubmission, WaitingBatches, type Waiting } from './waiting-batches.js';

export interface GatewayOptions {
  /** The node's P-256 private key: signs proofs of delivery. */
  readonly nodeKey: KeyObject;
  /**
   * One transaction never mixes lanes: where institutions endorse, a lane is a pair of endorsers,
   * and KSD's steps that touch holdings have a lane of their own. One lane by default: the
   * embedded engine has one writer, in which nothing conflicts.
   */
  readonly laneOf?: (submission: Submission) => string;
  readonly crypto?: Crypto;
  /** The time of day for proofs of delivery: ISO 8601, UTC. */
  readonly clock?: () => string;
  readonly meter?: Meter;
}

/** What a gateway needs of its ledger. */
export type GatewayLedger = Pick<
  Ledger,
  'capabilities' | 'ledgerId' | 'read' | 'submit' | 'tellsStages'
>;

/** A gateway to a ledger. Closing it leaves the ledger open. */
export const createGateway = (ledger: GatewayLedger, options: GatewayOptions): Gateway =>
  new CoalescingGateway(ledger, options);

class CoalescingGateway implements Gateway {
  readonly #ledger: GatewayLedger;
  readonly #options: GatewayOptions;
  readonly #batches = new WaitingBatches();
  readonly #idle: (() => void)[] = [];
  #inFlight = 0;
  #isPumping = false;
  #isClosed = false;

  constructor(ledger: GatewayLedger, options: GatewayOptions) {
    this.#ledger = ledger;
    this.#options = options;
  }

  get queued(): number {
    return this.#batches.length;
  }

  async send(submission: Submission, signal?: AbortSignal): Promise<Sent> {
    requireSubmission(submission);
    if (this.#isClosed) throw new BondledgerError({ code: 'LEDGER_CLOSED' });
    if (signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
    let abort: (() => void) | undefined;
    try {
      return await new Promise<Sent>((resolve, reject) => {
        const waiting: Waiting = {
          submission,
          trades: tradesOfSubmission(submission),
          lane: this.#options.laneOf?.(submission),
          instructions: submission.batch.instructions.length,
          resolve,
          reject,
          since: this.#options.meter === undefined ? 0 : performance.now(),
        };
        this.#batches.push(waiting);
        abort = () => {
          const aborted = new BondledgerError({ code: 'REQUEST_ABORTED' });
          if (this.#batches.remove(waiting)) reject(aborted);
          this.#answerIdle();
        };
        signal?.addEventListener('abort', abort, { once: true });
        this.#pumpSoon();
      });
    } finally {
      if (abort !== undefined) signal?.removeEventListener('abort', abort);
    }
  }

  deliveryProof(submission: Submission): Promise<DeliveryProof> {
    const { crypto = nodeCrypto, clock, nodeKey } = this.#options;
    const receivedAt = clock?.() ?? new Date().toISOString();
    return signDelivery(crypto, this.#ledger, nodeKey, submission.batch, receivedAt);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#inFlight === 0 && this.#batches.length === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** At the end of this turn of the event loop: who sends in the same turn goes along. */
  #pumpSoon(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    queueMicrotask(() => {
      this.#isPumping = false;
      this.#pump();
    });
  }

  #pump(): void {
    const { capabilities } = this.#ledger;
    while (this.#batches.length > 0) {
      const free = capabilities.transactionsInFlight - this.#inFlight;
      const bundle = free > 0 ? this.#batches.take(capabilities, free) : [];
      if (bundle.length === 0) return;
      this.#inFlight += 1;
      void this.#carry(bundle);
    }
  }

  async #carry(bundle: readonly Waiting[]): Promise<void> {
    const { meter } = this.#options;
    if (meter !== undefined) {
      for (const { since } of bundle) meter.stage('queue', (performance.now() - since) / 1000);
    }
    try {
      await carry(this.#ledger, bundle, meter);
    } catch (error) {
      for (const { reject } of bundle) reject(error);
    } finally {
      this.#inFlight -= 1;
      this.#batches.finished(bundle);
      this.#pumpSoon();
      this.#answerIdle();
    }
  }

  #answerIdle(): void {
    if (this.#inFlight > 0 || this.#batches.length > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
