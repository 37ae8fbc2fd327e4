import { BOK, BondledgerError, KSD, STEP_RULES } from '@bondledger/domain';
import type { StepRequest } from '@bondledger/sdk/api';

/**
 * What only the depository or the central bank does is refused to everybody else as a whole; the
 * ledger decides the rest, item by item.
 *
 * @throws BondledgerError INSTITUTION_NOT_ALLOWED
 */
export function requireActor({ step }: StepRequest, institution: string): void {
  const { actor } = STEP_RULES[step];
  const only = actor === 'KSD' ? KSD : actor === 'BOK' ? BOK : institution;
  if (institution === only) return;
  throw new BondledgerError({ code: 'INSTITUTION_NOT_ALLOWED', params: { only } });
}
