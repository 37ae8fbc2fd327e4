import type {
  BatchOutcome,
  Block,
  BlockProof,
  Page,
  RangeQuery,
  Transaction,
} from '@bondledger/contract';

/** Where an accepted transaction stands. */
export interface Position {
  readonly height: number;
  readonly transactionIndex: number;
}

/** The answer to a transaction, once it is final and durable. */
export interface TransactionOutcome {
  /** Undefined where nothing was accepted anew: nothing was ordered. */
  readonly position: Position | undefined;
  readonly batches: readonly BatchOutcome[];
  /** Leaves (hex) that KSD's guard refused: nothing was ordered; propose again and skip them. */
  readonly guardRefused: readonly string[];
}

export interface Head {
  readonly height: number;
  /** Hash of the newest block's header, hex. */
  readonly hash: string;
}

/** One version of a key, in the order in which it was written. */
export interface KeyVersion extends Position {
  readonly value: Uint8Array;
}

export interface Health {
  readonly ok: boolean;
  readonly height: number;
  readonly queued: number;
  /** Why it is not ok: a code of the catalogue. */
  readonly code?: string;
}

/** What an engine can take; the gateway bundles by it. */
export interface Capabilities {
  readonly transactionsInFlight: number;
  /** Of one lane; as many as of all of them where it is absent. */
  readonly transactionsInLane?: number;
  readonly batchesPerTransaction: number;
  readonly instructionsPerTransaction: number;
  /** Lanes in which a transaction takes fewer instructions, by name. */
  readonly instructionsInLane?: Readonly<Record<string, number>>;
}

/**
 * One shared ledger, whatever the engine. All errors are BondledgerError with a code.
 * An answered submit is durable: it survives a crash of the process and of the machine.
 */
export interface Ledger extends AsyncDisposable {
  readonly engine: string;
  readonly ledgerId: string;
  readonly capabilities: Capabilities;
  /** Whether it tells a meter its stages one by one. */
  readonly tellsStages?: boolean;
  /**
   * Applies a transaction and answers when it is final. Rejects with DISK_FAILED, LEDGER_CLOSED,
   * QUEUE_FULL; with REQUEST_ABORTED only where it has not been begun.
   *
   * @param lane Transactions take effect in the order in which they were asked. One that is given a
   *   lane keeps it in this lane, and with those that share its trades; an engine may let it
   *   overtake all others.
   */
  submit(
    transaction: Transaction,
    signal?: AbortSignal,
    lane?: string,
  ): Promise<TransactionOutcome>;
  /** The newest committed value of each key. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Sealed records in key order, paged with a bookmark. */
  range(query: RangeQuery): Promise<Page>;
  /** Blocks from a height on, then each new one as it comes, until aborted. */
  blocks(from: number, signal?: AbortSignal): AsyncIterable<Block>;
  /** One block. Rejects with BLOCK_UNKNOWN. */
  block(height: number): Promise<Block>;
  /** Every version of a key, oldest first. */
  history(key: string): AsyncIterable<KeyVersion>;
  /** Proof that a transaction is part of the ledger, up to a head that the node signed. */
  proof(position: Position): Promise<BlockProof>;
  /** The newest durable block. */
  head(): Promise<Head>;
  /** SHA-256 over the sorted (key, SHA-256(value)) pairs of the state, hex. */
  stateHash(): Promise<string>;
  /** Whether it takes transactions, and if not, why. */
  health(): Promise<Health>;
  /** Takes no more, waits for what was taken, and lets go of everything. May be called again. */
  close(): Promise<void>;
}
