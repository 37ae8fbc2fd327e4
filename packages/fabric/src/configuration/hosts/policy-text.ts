import type { Endorsers } from '../../topology/endorsers.js';

/** An endorsement policy as Fabric's command line takes it. */
export function policyText({ all, oneOf }: Endorsers): string {
  const peers = (mspIds: readonly string[]): string =>
    mspIds.map((mspId) => `'${mspId}.peer'`).join(', ');
  return `AND(${peers(all)}${oneOf.length === 0 ? '' : `, OR(${peers(oneOf)})`})`;
}
