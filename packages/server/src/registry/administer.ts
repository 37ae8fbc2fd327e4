import { BondledgerError, KSD } from '@bondledger/domain';
import type { RegistryAction } from '@bondledger/sdk';
import type { Desks } from '../desks/desk.js';
import { ledgerFailure } from '../steps/outcome.js';
import { operatorOf } from '../steps/steps.js';

/**
 * One step of administration by KSD, with the name of who asked for it.
 *
 * @throws BondledgerError the ledger's code where it is refused; LEDGER_DOWN where the ledger
 * failed on the way: what became of it is then seen in the registry
 */
export async function administer(
  desks: Desks,
  { name }: { readonly name: string },
  action: RegistryAction,
): Promise<void> {
  const { institution } = desks.of(KSD);
  const operator = operatorOf(name);
  const results = await institution.take([{ ...action, operator }]).catch((error: unknown) => {
    throw ledgerFailure(error);
  });
  const [result] = results;
  if (result?.status === 'REFUSED') throw new BondledgerError(result);
}
