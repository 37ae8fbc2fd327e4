import { inCanonicalOrder } from '@bondledger/contract';
import { accept, refuse, type Result } from '@bondledger/domain';
import type { RegistryAction } from './action.js';
import { holdingOpening } from './build-settlement.js';
import { partsOf, type BuiltInstruction, type InstructionKit } from './instruction-kit.js';

/**
 * Builds an administrative step. COUNTERPARTY_UNKNOWN where a holding's holder is not registered.
 */
export function buildRegistryStep(
  kit: InstructionKit,
  action: RegistryAction,
): Result<BuiltInstruction> {
  if (action.step !== 'OPEN_HOLDING') {
    const core = { data: inCanonicalOrder({ ...action.data }), step: action.step };
    return accept({ parts: partsOf(kit, core), opening: { trades: [] } });
  }
  const { account, isin } = action;
  const opening = holdingOpening(kit, account, isin);
  if (opening === undefined) return refuse('COUNTERPARTY_UNKNOWN', { participant: account });
  const holding = { account, balance: action.balance.toString(), isin };
  return accept({
    parts: partsOf(kit, { data: {}, step: 'OPEN_HOLDING' }, { holding }),
    opening: { trades: [], holdings: [opening] },
  });
}
