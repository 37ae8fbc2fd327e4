import type { BondledgerError } from '@bondledger/domain';
import type { Cut } from '../block-log/open-segments.js';
import type { RebuildReason } from '../state/state-directory.js';

/** Why LMDB was thrown away and derived from the blocks again. */
export type StateLoss = RebuildReason | 'STATE_DIFFERS';

/** What an operator should know of an embedded ledger. Heights, sizes and codes only. */
export type LedgerEvent =
  | { readonly type: 'created' }
  | { readonly type: 'opened'; readonly height: number; readonly caughtUp: number }
  /** The end of the log was torn by a crash; what was cut off had never been acknowledged. */
  | { readonly type: 'log-cut'; readonly cut: Cut }
  | { readonly type: 'state-rebuilt'; readonly reason: StateLoss }
  /** Damaged bytes of heads.log were dropped; heads are signed again when they are needed. */
  | { readonly type: 'heads-repaired'; readonly droppedBytes: number }
  /** A head could not be signed or written; transactions go on. */
  | { readonly type: 'head-failed'; readonly error: unknown }
  /** Nothing is acknowledged any more until the ledger is opened again. */
  | { readonly type: 'failed'; readonly error: BondledgerError };
