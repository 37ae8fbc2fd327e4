import type { Capabilities } from '@bondledger/ledger';
import { TRANSACTION_BATCHES_MAX, TRANSACTION_INSTRUCTIONS_MAX } from '../wire/limits.js';
import { SETTLEMENT_LANE } from '../wire/endorsers.js';

/** Every bound of the adapter in one place. Times in milliseconds. */

/**
 * What a peer has to endorse a transaction, and what each byte of it adds: then another one is
 * asked. A fixed time would let a large one fail for ever on a busy machine.
 */
export const ENDORSE_MS = 5_000;
export const ENDORSE_MS_PER_BYTE = 0.01;
/** How long an endorsed transaction waits for others, so that they share a block. */
export const ORDER_TOGETHER_MS = 50;
export const ORDER_TOGETHER_MAX_MS = 250;
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
/** Each try after a silence is given twice as long as the one before, up to so many times. */
export const PATIENCE_MAX = 4;
/** Pauses between tries: the first is short, for most conflicts are over at once. */
export const PAUSE_MS = 25;
export const PAUSE_MAX_MS = 500;
/** Conflicts with other transactions, and endorsers at different heights, before it is given up. */
export const CONFLICTS_MAX = 12;
/** Registry changes met by one transaction before it is given up. */
export const REGISTRY_READS_MAX = 10;
/** Between two attempts to follow the blocks of some peer; longer while none gives any. */
export const FOLLOW_AGAIN_MS = 100;
export const FOLLOW_AGAIN_MAX_MS = 2_000;
/** Silence of a peer after which another one is followed while a ledger opens, and how often. */
export const OPEN_SILENCE_MS = 5_000;
export const OPEN_SILENCES_MAX = 6;
/** Silence after which a connection to a peer is tested. */
export const KEEPALIVE_MS = 10_000;
/** Blocks that are kept decoded for followers. */
export const RECENT_BLOCKS = 32;

/**
 * Instructions of KSD and BOK in one transaction, and under one signature. What the next one waits
 * for is not too long then, and what one costs beside its instructions is a small part of it.
 */
export const SETTLEMENT_INSTRUCTIONS_MAX = 250;

/**
 * One transaction of each lane, so that a lane whose co-endorser does not answer delays no other:
 * as many as the demo has lanes. It commits as much as one alone, or more: see decision 13.
 */
export const FABRIC_CAPABILITIES: Capabilities = {
  transactionsInFlight: 8,
  transactionsInLane: 1,
  batchesPerTransaction: TRANSACTION_BATCHES_MAX,
  instructionsPerTransaction: TRANSACTION_INSTRUCTIONS_MAX,
  instructionsInLane: { [SETTLEMENT_LANE]: SETTLEMENT_INSTRUCTIONS_MAX },
};
