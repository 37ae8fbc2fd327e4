/** Every bound of the read model in one place. */

/** Rows that one statement writes; a projection that is behind waits for it. */
export const ROWS_TOGETHER = 1_500;
/** Blocks after which the checkpoint is written although nothing of them is the institution's. */
export const CHECKPOINT_BLOCKS = 500;
/** How long a projection may work before it lets others run. */
export const SLICE_MS = 4;
/** After a failure: the first wait, doubled each time up to the last. */
export const RETRY_FIRST_MS = 100;
export const RETRY_MOST_MS = 5_000;
/** How long a caller that asks for a height waits for it. */
export const HEIGHT_WAIT_MS = 5_000;
/** Rows of a page that an export reads at a time. */
export const EXPORT_PAGE = 1_000;
/** Answers to "how many, how much" that are kept until something changes. */
export const TOTALS_KEPT = 500;
/** Rows written after which the tables are swept, and their statistics taken anew. */
export const TEND_AFTER_ROWS = 20_000;
/** Chains, payments and holdings of one answer. */
export const LIST_MOST = 5_000;
/** The part of all trades from which on a filter is answered from the sorted index. */
export const DENSE_PART = 0.8;
