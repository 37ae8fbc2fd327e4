import { isSettlementKey, type Write } from '@bondledger/contract';
import { BOK, KSD } from '@bondledger/domain';

const REGISTRY = 'registry/';

/**
 * May the process of an institution endorse these writes? The chaincode's policy takes KSD's
 * endorsement with that of any other, and a key has a policy of its own only once it was written.
 * So whoever is neither KSD nor BOK endorses no write of settlement and of the registry himself.
 */
export const mayEndorse = (institution: string, writes: readonly Write[]): boolean =>
  institution === KSD ||
  institution === BOK ||
  !writes.some(({ key }) => isSettlementKey(key) || key.startsWith(REGISTRY));
