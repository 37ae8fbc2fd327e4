/** A submission that the outbox keeps until its receipts are there. */
export interface OutboxEntry {
  /** Rising; unique in this outbox. */
  readonly id: number;
  /** The encoded submission: exactly the bytes to send, again if need be. */
  readonly bytes: Uint8Array;
}

/** An entry on its way into the file. */
export interface KeptEntry {
  readonly entry: OutboxEntry;
  /**
   * In the file: the end of this process does not lose it any more. Rejects with what the disk
   * refused, now or before.
   */
  readonly written: Promise<void>;
}

/**
 * Where signed batches wait for their receipts: written before they are sent, and flushed while
 * they wait, so that after a crash the same bytes go out again and nothing is signed twice.
 */
export interface Outbox extends AsyncDisposable {
  /**
   * Keeps the bytes. They are flushed from the next turn of the event loop on, unless they were
   * removed by then: what has its receipt needs no place on a disk.
   */
  keep(bytes: Uint8Array): KeptEntry;
  /** Keeps the bytes; resolves when they are on the disk. */
  put(bytes: Uint8Array): Promise<OutboxEntry>;
  /** The receipts are there: the entry may go. Needs no flush. */
  remove(entry: OutboxEntry): void;
  /** What was kept and not removed before this outbox was opened, oldest first. */
  pending(): Promise<readonly OutboxEntry[]>;
  close(): Promise<void>;
}
