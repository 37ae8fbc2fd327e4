import type {
  BatchOutcome,
  Block,
  BlockProof,
  Page,
  RangeQuery,
  Submission,
} from '@bondledger/contract';

/** The way to a ledger: in the same process, or through a server. */
export interface Transport {
  readonly ledgerId: string;
  /** The genesis text: what the ledger and all evidence are checked against. */
  genesis(): Promise<string>;
  /** Sends a batch and answers when it is final. Rejects with a BondledgerError. */
  send(submission: Submission, signal?: AbortSignal): Promise<SendOutcome>;
  /** The newest committed values; what is absent is left out. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  range(query: RangeQuery): Promise<Page>;
  /** Blocks from a height on, then each new one as it comes, until aborted. */
  blocks(from: number, signal?: AbortSignal): AsyncIterable<Block>;
  /** Every version of a key, oldest first. */
  history(key: string): AsyncIterable<KeyVersion>;
  proof(position: Position): Promise<BlockProof>;
  head(): Promise<{ readonly height: number; readonly hash: string }>;
}

export interface Position {
  readonly height: number;
  readonly transactionIndex: number;
}

export interface KeyVersion extends Position {
  readonly value: Uint8Array;
}

export interface SendOutcome {
  readonly outcome: BatchOutcome;
  /** Where it stands; undefined where nothing was accepted anew. */
  readonly position?: Position;
}
