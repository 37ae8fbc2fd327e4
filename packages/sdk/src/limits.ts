/** The most batches of one call that are on their way at a time. */
export const BATCHES_IN_FLIGHT = 4;
/** The most instructions in a batch where the caller does not say. */
export const DEFAULT_BATCH_INSTRUCTIONS = 250;
/** Registry records read in one page. */
export const REGISTRY_PAGE = 1000;

/** Of a server that is far away. A call is repeated for so long before it is given up. */
export const REMOTE_PATIENCE_MS = 120_000;
/** The first and the longest pause between two attempts. */
export const REMOTE_PAUSE_MS = 200;
export const REMOTE_PAUSE_MAX_MS = 5_000;
/** How long nothing may be heard of a call: the server sends a sign of life more often. */
export const REMOTE_SILENCE_MS = 45_000;
/** Before a ledger that was away for longer than that is followed again. */
export const FOLLOW_AGAIN_MS = 1_000;
/** Bytes of one block on a stream; more is damage. */
export const REMOTE_BLOCK_BYTES_MAX = 512 * 1024 * 1024;
/** Trades that one query names. */
export const QUERY_TRADES = 100;
/** Keys that are read with one request. */
export const REMOTE_READ_KEYS = 500;
