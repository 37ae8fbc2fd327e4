import { accept, isPaymentNo, refuse, type Result } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import {
  chainRecordKey,
  openRecord,
  paymentRecordKey,
  sealRecord,
  type ChainContent,
  type PaymentContent,
} from '../record/sealed-json.js';

/** The chain that a step names. CHAIN_UNKNOWN, unless it is being made; OPENING_WRONG. */
export function findChain(
  { core, instruction, workspace }: StepContext,
  isNew: boolean,
): Result<ChainContent | undefined> {
  const { chainId } = core;
  if (chainId === undefined) return accept(undefined);
  const key = instruction.opening.chainKey;
  if (key?.length !== 32) return refuse('OPENING_WRONG');
  const name = chainRecordKey(chainId);
  const found = workspace.get(name, key, (bytes) =>
    openRecord<ChainContent>(workspace.crypto, key, name, bytes),
  );
  return found.ok && found.value === undefined && !isNew ? refuse('CHAIN_UNKNOWN') : found;
}

/** The payment that a step names. PAYMENT_UNKNOWN, unless it is being made; OPENING_WRONG. */
export function findPayment(
  { core, instruction, workspace }: StepContext,
  need: 'open' | 'new' | undefined,
): Result<PaymentContent | undefined> {
  const { paymentNo } = core.data;
  if (need === undefined || typeof paymentNo !== 'string' || !isPaymentNo(paymentNo)) {
    return accept(undefined);
  }
  const key = instruction.opening.paymentKey;
  if (key?.length !== 32) return refuse('OPENING_WRONG');
  const name = paymentRecordKey(paymentNo);
  const found = workspace.get(name, key, (bytes) =>
    openRecord<PaymentContent>(workspace.crypto, key, name, bytes),
  );
  return found.ok && found.value === undefined && need === 'open'
    ? refuse('PAYMENT_UNKNOWN')
    : found;
}

/** Puts the chain's record, new or back with a new state. */
export function putChain({ instruction, workspace }: StepContext, content: ChainContent): void {
  const key = instruction.opening.chainKey;
  if (key === undefined) return;
  const name = chainRecordKey(content.chainId);
  workspace.put(name, key, content, () => sealRecord(workspace.crypto, key, name, content));
}

/** Puts the payment's record, new or back with a new state. */
export function putPayment({ instruction, workspace }: StepContext, content: PaymentContent): void {
  const key = instruction.opening.paymentKey;
  if (key === undefined) return;
  const name = paymentRecordKey(content.paymentNo);
  workspace.put(name, key, content, () => sealRecord(workspace.crypto, key, name, content));
}
