import { holderOf, type Rejection } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import { checkMembers } from '../instruction/members.js';
import { changeHolding, findHolding } from '../step/holdings.js';
import { issueKey, participantKey } from './records.js';
import { registryRecord } from './registry-handler.js';

/** OPEN_HOLDING: a balance that the depository brings onto the ledger, once for each holding. */
export function openHolding(context: StepContext): Rejection | undefined {
  const wrong = checkMembers(context.core.data, {});
  if (wrong !== undefined) return wrong;
  const { holding, side, lots } = context.side;
  if (holding === undefined) return { code: 'FIELD_MISSING', params: { field: 'holding' } };
  if (side !== undefined || lots !== undefined) {
    return { code: 'FIELD_UNKNOWN', params: { field: 'account' } };
  }
  const { account, isin } = holding;
  const found = findHolding(context, account, isin);
  if (!found.ok) return found.rejection;
  if (registryRecord(context, issueKey(isin)) === undefined) return { code: 'ISSUE_UNKNOWN' };
  const holder = holderOf(account) ?? '';
  if (registryRecord(context, participantKey(holder)) === undefined) {
    return { code: 'REGISTRY_UNKNOWN', params: { key: holder } };
  }
  if (found.value !== undefined) return { code: 'HOLDING_EXISTS' };
  const balance = BigInt(holding.balance);
  const opened = changeHolding(context, account, isin, () => ({
    ok: true,
    value: { balance, restricted: 0n },
  }));
  return opened.ok ? undefined : opened.rejection;
}
