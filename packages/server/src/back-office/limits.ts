/** Every bound of the back offices in one place. */

/** Between two tries at a database that is gone. Milliseconds. */
export const FEED_RETRY_MS = 1_000;
/** How long a job of an earlier process is waited for before its rows are asked about. */
export const RECOVERY_WAIT_MS = 600_000;
/** Rows that an export reads at a time. */
export const EXPORT_PAGE = 1_000;
