/** Every bound of this package in one place. */

/** The largest file that is read: an ordinary day's trades are a third of a megabyte. */
export const FILE_BYTES_MAX = 10_000_000;
/** The largest evidence: on Fabric it holds the channel's whole block for each step. */
export const EVIDENCE_BYTES_MAX = 250_000_000;
/** Faults of a file that are printed; all of them stand in the JSON. */
export const FAULTS_SHOWN_MAX = 50;
/** Good rows, or accepted steps, that are printed one by one. */
export const ROWS_SHOWN_MAX = 20;
/** Directories `day-<date>-<n>` of one date beside each other. */
export const DAY_DIRECTORIES_MAX = 10_000;
/** Participants, or other registry records, that are asked for at a time. */
export const REGISTRY_PAGE = 1_000;
/** Below this much free space a day of many trades may not fit. */
export const FREE_BYTES_WANTED = 1024 * 1024 * 1024;
/** Flushes that `doctor` times. */
export const FLUSHES_TIMED = 32;
/** A flush that takes longer makes every single step slow. Milliseconds. */
export const FLUSH_SLOW_MS = 20;
/** Lines of each log that are shown, unless asked for more or fewer. */
export const LOG_LINES = 20;
export const LOG_LINES_MAX = 2_000;
/** The most trades of a generated day. */
export const TRADES_MAX = 200_000;
/** Where the server is reached, unless told otherwise. */
export const PORT_DEFAULT = 8420;
export const PORT_MAX = 65_535;
/** How often `status --watch` asks. Milliseconds. */
export const STATUS_EVERY_MS = 2_000;
/** Rows of a list that a server is asked for at a time. */
export const SERVED_PAGE = 1_000;
/** How often a server is asked how far its work is. Milliseconds. */
export const JOB_LOOK_MS = 200;
/** Steps a second that a drive can be asked for. */
export const SPEED_MAX = 100_000;
