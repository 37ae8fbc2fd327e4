/** Every bound of the package in one place. */

/** Malformed lines after which the rest of a CSV file is not read. */
export const BROKEN_LINES_MAX = 1_000;
/** Entries that one statement writes into the books. */
export const CAPTURE_ROWS = 2_000;
/** Entries whose state one statement changes. */
export const STATE_ROWS = 2_000;
