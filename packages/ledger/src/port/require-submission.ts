import { isSubmission, type Submission, type Transaction } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';

/** Throws BATCH_MALFORMED where what was handed in has not the shape of a submission. */
export function requireSubmission(submission: Submission): void {
  if (!isSubmission(submission)) throw new BondledgerError({ code: 'BATCH_MALFORMED' });
}

/** Throws BATCH_MALFORMED where what was handed in has not the shape of a transaction. */
export function requireTransaction(transaction: Transaction): void {
  const { submissions, skip }: Partial<Transaction> = Object(transaction) as object;
  const isShaped = Array.isArray(submissions) && Array.isArray(skip);
  if (!isShaped) throw new BondledgerError({ code: 'BATCH_MALFORMED' });
  for (const submission of transaction.submissions) requireSubmission(submission);
}
