import type { ErrorCode } from '@bondledger/domain';

/**
 * Who measures the way of batches to the ledger. Nothing is measured where nobody asked. Where an
 * engine tells its own stages apart the gateway tells of `queue` alone; otherwise `commit` is all
 * that the engine does.
 */
export interface Meter {
  stage(stage: 'queue' | 'endorse' | 'order' | 'commit', seconds: number): void;
  /** An instruction was refused. */
  refused(code: ErrorCode): void;
  /** Work was brought to the ledger again. */
  retried(): void;
  /** Others changed meanwhile what had been read. */
  conflicted(): void;
}
