import type { BatchOutcome, DeliveryProof, Submission } from '@bondledger/contract';
import type { Position } from '../port/ledger.js';

/** The answer to a batch, once it is final and durable. */
export interface Sent {
  readonly outcome: BatchOutcome;
  /** Where it stands; absent where nothing of its transaction was accepted anew. */
  readonly position?: Position;
}

/**
 * Where institutions hand in their batches. An idle ledger gets each at once; while transactions
 * are on their way, batches that arrive wait and go together in the next one, so nobody chooses a
 * bundle size.
 */
export interface Gateway extends AsyncDisposable {
  /**
   * Sends a batch and answers when it is final. An abort takes it back as long as it waits; once
   * it is on its way the truth is waited for.
   *
   * @throws BondledgerError QUEUE_FULL, LEDGER_CLOSED, REQUEST_ABORTED, DISK_FAILED. After
   * DISK_FAILED the batch may have been accepted: the same bytes sent again get the same receipt.
   */
  send(submission: Submission, signal?: AbortSignal): Promise<Sent>;
  /** Signs that this gateway has the batch now. It is no receipt. */
  deliveryProof(submission: Submission): Promise<DeliveryProof>;
  /** Batches that wait. */
  readonly queued: number;
  /** Takes no more, and answers when everybody has been answered. The ledger stays open. */
  close(): Promise<void>;
}
