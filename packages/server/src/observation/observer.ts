import type { ErrorCode } from '@bondledger/domain';
import type { Stage } from '@bondledger/sdk/api';

/** Where the server's parts say what happened; metrics and the monitoring screen come from it. */
export interface Observer {
  /** How long a batch spent in a stage, in seconds. */
  stage(stage: Stage, seconds: number): void;
  refused(code: ErrorCode): void;
  retried(): void;
  conflicted(): void;
  /** A queue by its name, asked when metrics are read. */
  queue(name: string, depth: () => number, limit: number): void;
}
