import type { Rejection, Role, SideWire } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import { participantKey, type ParticipantRecord } from '../registry/records.js';
import { registryRecord } from '../registry/registry-handler.js';

/** A fund's asset manager and custodian must be registered, active and in those roles. */
export function fundParties(context: StepContext, side: SideWire): Rejection | undefined {
  if (side.fund === undefined) return undefined;
  const parties: readonly (readonly [string, Role])[] = [
    [side.fund.assetManager, 'ASSET_MANAGER'],
    [side.fund.custodian, 'CUSTODIAN'],
  ];
  for (const [code, role] of parties) {
    const record = registryRecord<ParticipantRecord>(context, participantKey(code));
    if (record?.status !== 'ACTIVE' || !record.roles.includes(role)) {
      return { code: 'FUND_ROLE', params: { participant: code, role } };
    }
  }
  return undefined;
}
