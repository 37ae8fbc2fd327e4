import type { Capabilities } from './port/ledger.js';

/** Every bound of this package in one place. Sizes are in bytes, times in milliseconds. */

/** Transactions that may wait in an engine; one more is answered QUEUE_FULL. */
export const QUEUED_TRANSACTIONS_MAX = 1_024;
/** Instructions that may wait in an engine. */
export const QUEUED_INSTRUCTIONS_MAX = 20_000;
/** Instructions that one block takes, unless its first transaction alone has more. */
export const BLOCK_INSTRUCTIONS_MAX = 2_000;

/** Batches that may wait in a gateway; one more is answered QUEUE_FULL. */
export const GATEWAY_BATCHES_MAX = 10_000;
/** Instructions that may wait in a gateway: a full batch of a hundred senders. */
export const GATEWAY_INSTRUCTIONS_MAX = 100_000;

/** A segment of the block log is closed, and the next begun, before it grows beyond this. */
export const SEGMENT_BYTES_MAX = 64 * 1024 * 1024;
/** The least that is kept allocated ahead of the log's end, and allocated at a time. */
export const PREALLOCATE_BYTES = 512 * 1024;
/** From this size on a record is written without room allocated for it. */
export const UNALLOCATED_BYTES_MIN = 128 * 1024;
/** A record longer than this is damage, not a record. */
export const RECORD_BYTES_MAX = 512 * 1024 * 1024;
/** Up to this size a write into the page cache is quicker than a change of thread. */
export const WRITE_INLINE_BYTES_MAX = 64 * 1024;
/** A flush in this thread that took longer is not tried again for a while. */
export const FLUSH_INLINE_MS_MAX = 1;
/** That while in flushes: it begins with one and doubles up to so many. */
export const FLUSHES_ELSEWHERE_MAX = 64;
/** How much of a segment is read at a time when it is scanned. */
export const SCAN_BYTES = 4 * 1024 * 1024;
/** Segments held open for reading. */
export const OPEN_SEGMENTS_MAX = 8;

/** Newest blocks kept decoded for followers, by their size in the log; one at the least. */
export const RECENT_BLOCKS_BYTES = 16 * 1024 * 1024;
/**
 * State values kept in memory, twice: those used lately and those used before. The trades of a
 * tenfold day fit: what is not found here is read, taken apart and opened again.
 */
export const CACHED_VALUES_BYTES = 96 * 1024 * 1024;

/** Records in one page of a range. */
export const PAGE_RECORDS_MAX = 1_000;

/** Blocks after which a head is signed while the ledger is busy: a proof's longest way to it. */
export const HEAD_BLOCKS = 16;
/** Time without a block after which the newest head is signed. */
export const HEAD_IDLE_MS = 500;

/** Instructions that are applied before the event loop may turn. */
export const APPLY_SLICE_INSTRUCTIONS = 64;

/** Signatures that another thread is given at a time; those beyond are verified in their turn. */
export const CHECKED_SIGNATURES_MAX = 4_096;

/** Values of durable blocks that wait for LMDB: a trade that moves on meanwhile is put once. */
export const STATE_BYTES_WAITING = 8 * 1024 * 1024;
/** Where so much waits, LMDB is slow: nothing more is acknowledged before it has taken it in. */
export const STATE_BYTES_WAITING_MOST = 3 * STATE_BYTES_WAITING;
/** How long they may wait. */
export const STATE_WAITING_MS = 200;

/**
 * What the embedded engine takes. Three transactions: one whose signatures are checked, one that
 * is applied, one that is being flushed.
 */
export const EMBEDDED_CAPABILITIES: Capabilities = {
  transactionsInFlight: 3,
  batchesPerTransaction: 256,
  instructionsPerTransaction: 1_000,
};

/** The memory engine takes one transaction after the other. */
export const MEMORY_CAPABILITIES: Capabilities = {
  transactionsInFlight: 1,
  batchesPerTransaction: 256,
  instructionsPerTransaction: 1_000,
};
/** The fewest batches that a gateway puts together before it fills the next transaction. */
export const GATEWAY_BATCHES_TOGETHER = 8;
/** Waiting batches that are looked through for work that may go. */
export const GATEWAY_BATCHES_LOOKED_THROUGH = 2_000;
