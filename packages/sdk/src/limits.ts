/** The most batches of one call that are on their way at a time. */
export const BATCHES_IN_FLIGHT = 4;
/** The most instructions in a batch where the caller does not say. */
export const DEFAULT_BATCH_INSTRUCTIONS = 250;
/** Registry records read in one page. */
export const REGISTRY_PAGE = 1000;
