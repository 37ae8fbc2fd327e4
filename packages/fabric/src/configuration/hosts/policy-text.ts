import type { Plan } from '../../topology/plan.js';
import { endorsersOf } from '../../topology/endorsers.js';

/** The chaincode's endorsement policy as Fabric's command line takes it. */
export function policyText(plan: Plan): string {
  const { all, oneOf } = endorsersOf(plan);
  const peers = (mspIds: readonly string[]): string =>
    mspIds.map((mspId) => `'${mspId}.peer'`).join(', ');
  return `AND(${peers(all)}, OR(${peers(oneOf)}))`;
}
