import type { ErrorCode } from '@bondledger/domain';

/** What became of one action of a call, in the order of the call. */
export type StepResult = ResultSubject &
  (
    | { readonly status: 'ACCEPTED'; readonly revision: number; readonly leaf: string }
    | {
        readonly status: 'REFUSED';
        readonly code: ErrorCode;
        readonly params?: Readonly<Record<string, string>>;
      }
  );

interface ResultSubject {
  /** The trade or the chain that it is about; neither for administration. */
  readonly tradeId?: string;
  readonly chainId?: string;
}

/** How one batch went: what was sent, and how long it took from building to durable receipts. */
export interface BatchReport {
  readonly instructions: number;
  readonly accepted: number;
  readonly milliseconds: number;
}
