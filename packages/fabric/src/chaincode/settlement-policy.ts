import { BOK, KSD } from '@bondledger/domain';
import { KeyEndorsementPolicy } from './shim-door.js';

/** The endorsement policy AND(KSD, BOK) of settlement keys, by the peers of their MSPs. */
export function settlementPolicy(mspOf: Readonly<Record<string, string>>): Uint8Array {
  const policy = new KeyEndorsementPolicy();
  for (const code of [KSD, BOK]) {
    const mspId = mspOf[code];
    if (mspId === undefined) throw new TypeError(`no MSP is named for ${code}`);
    policy.addOrgs('PEER', mspId);
  }
  return policy.getPolicy();
}
