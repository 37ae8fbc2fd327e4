import { isSettlementKey, type Write } from '@bondledger/contract';
import { BOK, KSD } from '@bondledger/domain';

const REGISTRY = 'registry/';

/**
 * May the process of an institution endorse these writes? What settles stands in a chaincode that
 * asks for KSD and BOK; the registry stands in one that takes KSD's endorsement with that of any
 * other. Whoever is neither KSD nor BOK endorses neither.
 */
export const mayEndorse = (institution: string, writes: readonly Write[]): boolean =>
  institution === KSD ||
  institution === BOK ||
  !writes.some(({ key }) => isSettlementKey(key) || key.startsWith(REGISTRY));
