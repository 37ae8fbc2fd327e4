/** Rows read from the server at a time: small enough to be parsed between two frames. */
export const PAGE_ROWS = 500;
/** The most rows that one table holds; what is more has to be narrowed by conditions. */
export const MAX_ROWS = 20_000;
/**
 * Rows drawn beyond the edges of what is seen. A jump draws all of them at once, and each costs as
 * much as one in sight.
 */
export const OVERSCAN_ROWS = 4;
/** Rows that are printed; about 50 sheets. Whoever needs more has the file. */
export const PRINT_ROWS = 2_000;
/** Pixels of columns that a landscape sheet of A4 takes at its smaller type. */
export const PRINT_PX = 1_340;
/** How long typing rests before it is asked for. */
export const TYPED_MS = 250;
/** How long a changed row is tinted. */
export const TINT_MS = 600;
/** The least time between two sentences that a screen reader is given. */
export const ANNOUNCE_MS = 5_000;
/** Counts in the menu are read again at most this often, however many trades change. */
export const COUNTS_MS = 3_000;
/** Waits before a broken connection is tried again, the last one repeated. */
export const RECONNECT_MS = [500, 1_000, 2_000, 5_000, 10_000] as const;
/**
 * Items of the first request of an action, so that it soon has results; each next one asks for
 * twice as many. What is more than a thousand is one request, and a job of the server.
 */
export const ITEMS_OF_FIRST_REQUEST = 50;
export const ITEMS_AT_ONCE = 1_000;
/** Requests of one action that are on their way at a time. */
export const REQUESTS_AT_ONCE = 2;
/** How often a running job is asked for its results. */
export const JOB_POLL_MS = 300;
/** Results of a job read at a time. */
export const JOB_PAGE = 1_000;
/** How often it is asked again while the server catches up with the ledger. */
export const CATCHING_UP_MS = 1_000;
/** Trades that one request names: comparisons, and rows that changed. */
export const TRADES_OF_REQUEST = 100;
/** How long rows have to stay in sight before it is asked what they wait for. */
export const REASON_REST_MS = 120;
/** What rows in sight wait for is asked again at most this often, while the ledger grows. */
export const REASON_FRESH_MS = 5_000;
/** Changed rows that are read anew at a time; of what is more, only the state is known. */
export const FRESH_ROWS = 1_000;
/** How long changes are gathered before their rows are read anew. */
export const FRESH_MS = 400;
/** How often the monitoring screen reads anew. */
export const MONITOR_MS = 3_000;
