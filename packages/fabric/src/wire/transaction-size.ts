import type { Transaction } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import {
  TRANSACTION_BATCHES_MAX,
  TRANSACTION_BYTES_MAX,
  TRANSACTION_INSTRUCTIONS_MAX,
} from './limits.js';

/** The limit that a transaction exceeds; undefined where it exceeds none. */
export function exceededBy({ submissions }: Transaction): number | undefined {
  if (submissions.length > TRANSACTION_BATCHES_MAX) return TRANSACTION_BATCHES_MAX;
  // What is wrong with a batch that stands alone is the contract's to say.
  if (submissions.length < 2) return undefined;
  const count = submissions.reduce((sum, { batch }) => sum + batch.instructions.length, 0);
  return count > TRANSACTION_INSTRUCTIONS_MAX ? TRANSACTION_INSTRUCTIONS_MAX : undefined;
}

/** Are these more bytes than a transaction may have? */
export const isTooLong = ({ length }: Uint8Array): boolean => length > TRANSACTION_BYTES_MAX;

/** What a sender is told who wants more than a limit. */
export const tooLarge = (limit?: number): BondledgerError =>
  new BondledgerError({
    code: 'BATCH_TOO_LARGE',
    ...(limit === undefined ? {} : { params: { limit: limit.toString() } }),
  });
