/** A submission that the outbox keeps until its receipts are there. */
export interface OutboxEntry {
  /** Rising; unique in this outbox. */
  readonly id: number;
  /** The encoded submission: exactly the bytes to send, again if need be. */
  readonly bytes: Uint8Array;
}

/**
 * Where signed batches wait for their receipts: flushed before they are sent, so that after a crash
 * the same bytes go out again and nothing is signed twice.
 */
export interface Outbox extends AsyncDisposable {
  /**
   * Keeps the bytes; resolves when they are on the disk. Calls at the same time share one flush.
   */
  put(bytes: Uint8Array): Promise<OutboxEntry>;
  /** The receipts are there: the entry may go. Needs no flush. */
  remove(entry: OutboxEntry): void;
  /** What was kept and not removed before this outbox was opened, oldest first. */
  pending(): Promise<readonly OutboxEntry[]>;
  close(): Promise<void>;
}
