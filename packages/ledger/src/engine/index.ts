/** What an engine of another package is built from. */
export { follow, type Chain } from './follow.js';
export { makeBlock, NO_BLOCK, writesOf, type MadeBlock } from './make-block.js';
export { LedgerQueries } from './queries.js';
export { orAborted, Signal } from './signal.js';
export { signEs256 } from './sign-es256.js';
export { LmdbState } from '../state/lmdb-state.js';
export { MemoryState } from '../state/memory-state.js';
export type { State } from '../state/state.js';
export { QUEUED_INSTRUCTIONS_MAX, QUEUED_TRANSACTIONS_MAX } from '../limits.js';
export { requireTransaction } from '../port/require-submission.js';
export { StateDirectory } from '../state/state-directory.js';
export { nodeDisk } from '../disk/node-disk.js';
export { directoryLocked } from '../embedded/layout.js';
export { tradesOfSubmission } from '../gateway/waiting-batches.js';
