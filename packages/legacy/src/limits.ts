/** Every bound of the package in one place. */

/** Malformed lines after which the rest of a CSV file is not read. */
export const BROKEN_LINES_MAX = 1_000;
