import { isCutOffPassed, isFinal } from '@bondledger/domain';
import type { TradeRow } from '@bondledger/sdk/api';
import type { DayFacts } from '../next-steps.js';
import type { Names } from '../project/names.js';
import type { DetailsTable } from '../tables.js';

/** What a row depends on beside what is stored of it. */
export interface RowCircumstances {
  readonly names: Pick<Names, 'issue'>;
  readonly day: DayFacts;
}

/** A row as the API shows it. */
export function rowOf(
  { row, submitted_at: submittedAt }: Pick<DetailsTable, 'row' | 'submitted_at'>,
  { names, day }: RowCircumstances,
): TradeRow {
  const isPassed = isCutOffPassed(row.settlementDate, day.businessDate, day.phase);
  return {
    submittedAt,
    issueName: names.issue(row.isin),
    late: isPassed && !isFinal(row.state),
    ...row,
  };
}
