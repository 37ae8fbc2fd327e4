import type { SignedBatch } from '../batch/batch.js';

/** The keys that open one trade for one step: only those that the step needs. */
export interface TradeOpening {
  readonly tradeId: string;
  readonly coreKey: Uint8Array;
  readonly sellerKey?: Uint8Array;
  readonly buyerKey?: Uint8Array;
}

/** The name and key of one holding, with what they were derived from. */
export interface HoldingOpening {
  readonly account: string;
  readonly isin: string;
  /** The ledger key `holding/<keyed hash>`. */
  readonly name: string;
  readonly key: Uint8Array;
}

export interface InstructionOpening {
  readonly trades: readonly TradeOpening[];
  /** Grants to write into the record: a multiple of 4, each GRANT_LENGTH bytes, joined. */
  readonly grants?: Uint8Array;
  readonly holdings?: readonly HoldingOpening[];
  readonly chainKey?: Uint8Array;
  readonly paymentKey?: Uint8Array;
}

/** What travels unsigned beside a batch, to the endorsing peers only. */
export interface BatchOpening {
  /** 32 random bytes: the receipts of this batch are sealed under it. */
  readonly receiptKey: Uint8Array;
  /** One for each instruction, in their order. */
  readonly instructions: readonly InstructionOpening[];
}

/** A batch on its way, with its opening. */
export interface Submission {
  readonly batch: SignedBatch;
  readonly opening: BatchOpening;
}

/**
 * What the ledger is asked to apply as one: batches that one endorser pair may endorse together.
 */
export interface Transaction {
  readonly submissions: readonly Submission[];
  /** Leaves (hex) that KSD's guard refused: each is answered GUARD_REFUSED. */
  readonly skip: readonly string[];
}
