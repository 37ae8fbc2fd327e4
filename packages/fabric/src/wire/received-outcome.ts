import {
  openReceipts,
  parseBatchHeader,
  type BatchOutcome,
  type Crypto,
  type InstructionOutcome,
  type Receipt,
  type Submission,
} from '@bondledger/contract';
import type { OutcomeDetail } from './detail.js';

/** A batch's outcome as the contract computed it, put together again from what it answered. */
export function receivedOutcome(
  crypto: Crypto,
  { batch, opening }: Submission,
  leaves: readonly string[],
  receipts: Uint8Array,
  detail: OutcomeDetail,
): BatchOutcome | undefined {
  const rejection = rejectionOf(detail);
  if (receipts.length === 0) return { outcomes: [], receipts, ...rejection };
  const root = parseBatchHeader(batch.header)?.root ?? '';
  const opened = openReceipts(crypto, opening.receiptKey, root, receipts);
  if (opened?.length !== leaves.length) return undefined;
  const outcomes = opened.map((receipt, at): InstructionOutcome => {
    const params = detail.code === undefined ? detail.refusals.get(at) : detail.params;
    return outcomeOf(leaves[at] ?? '', receipt, params);
  });
  return { outcomes, receipts, ...rejection };
}

const rejectionOf = ({ code, params }: OutcomeDetail): Pick<BatchOutcome, 'rejection'> => {
  if (code === undefined) return {};
  return { rejection: params === undefined ? { code } : { code, params } };
};

function outcomeOf(
  leaf: string,
  receipt: Receipt,
  params: Readonly<Record<string, string>> | undefined,
): InstructionOutcome {
  if (receipt.status === 'ACCEPTED') return { leaf, ...receipt };
  return params === undefined ? { leaf, ...receipt } : { leaf, ...receipt, params };
}
