import type { ErrorCode, Rejection } from '@bondledger/domain';
import type { LoggedTransaction } from '../block/block.js';

/** What became of one instruction. The leaf is hex; revision is the trade's new one. */
export type InstructionOutcome =
  | { readonly leaf: string; readonly status: 'ACCEPTED'; readonly revision: number }
  | {
      readonly leaf: string;
      readonly status: 'REFUSED';
      readonly code: ErrorCode;
      readonly params?: Readonly<Record<string, string>>;
    };

export interface BatchOutcome {
  /** One for each instruction; none where the batch is so wrong that they cannot be counted. */
  readonly outcomes: readonly InstructionOutcome[];
  /** Why the batch as a whole was refused; each of its outcomes then carries the same code. */
  readonly rejection?: Rejection;
  /** The same outcomes, sealed under the batch's receipt key. */
  readonly receipts: Uint8Array;
}

/** The result of applying a transaction: nothing is written where `logged` is undefined. */
export interface Applied {
  readonly batches: readonly BatchOutcome[];
  /** Undefined where nothing new was accepted: such a transaction is answered, never ordered. */
  readonly logged: LoggedTransaction | undefined;
}
