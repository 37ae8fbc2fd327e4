import type { Capabilities } from '@bondledger/ledger';

/** Every bound of the adapter in one place. Times in milliseconds. */

/** What a peer has to endorse the largest transaction; then another one is asked. */
export const ENDORSE_MS = 5_000;
/** What an orderer has to take a transaction. */
export const SUBMIT_MS = 1_000;
/**
 * What a transaction has to be committed, and what each byte of it adds: the peers of a busy
 * network take their time for large ones. Then the contract is asked what became of it.
 */
export const COMMIT_MS = 3_000;
export const COMMIT_MS_PER_BYTE = 0.005;
/** What a peer has to answer a query. */
export const QUERY_MS = 5_000;
/** How long one transaction is tried at all: longer than orderers need to choose a leader. */
export const TRY_MS = 60_000;
/** Pauses between tries: the first is short, for most conflicts are over at once. */
export const PAUSE_MS = 25;
export const PAUSE_MAX_MS = 500;
/** Conflicts with other transactions, and endorsers at different heights, before it is given up. */
export const CONFLICTS_MAX = 12;
/** Registry changes met by one transaction before it is given up. */
export const REGISTRY_READS_MAX = 10;
/** Between two attempts to follow the blocks of some peer. */
export const FOLLOW_AGAIN_MS = 100;
/** Silence after which a connection to a peer is tested. */
export const KEEPALIVE_MS = 10_000;
/** Blocks that are kept decoded for followers. */
export const RECENT_BLOCKS = 32;

/**
 * Instructions of settlement in one transaction. Each key with a policy of its own has every peer
 * verify the endorsements over the whole transaction once more, so that its validation costs the
 * square of its size: a thousand take minutes, and sixteen times 64 some seconds.
 */
export const SETTLEMENT_INSTRUCTIONS_MAX = 64;

/** One transaction at a time commits the most on a saturated network: see the measurements. */
export const FABRIC_CAPABILITIES: Capabilities = {
  transactionsInFlight: 1,
  batchesPerTransaction: 256,
  instructionsPerTransaction: 1_000,
};
