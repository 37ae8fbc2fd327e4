import { BOK, KSD } from '@bondledger/domain';
import { KeyEndorsementPolicy } from './shim-door.js';

const SETTLEMENT_PREFIXES = ['chain/', 'holding/', 'payment/'] as const;

/** May only KSD and BOK together endorse writes to this key? */
export const isSettlementKey = (key: string): boolean =>
  SETTLEMENT_PREFIXES.some((prefix) => key.startsWith(prefix));

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
