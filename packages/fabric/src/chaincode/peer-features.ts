import { peer } from '@hyperledger/fabric-protos';

/** Which batch messages a peer offers; 0 where it takes one key at a time (Fabric 2.5). */
export interface PeerFeatures {
  readonly writesAtOnce: number;
  readonly readsAtOnce: number;
}

export const NO_FEATURES: PeerFeatures = { writesAtOnce: 0, readsAtOnce: 0 };

/** What the payload of a READY message offers. Older peers send none. */
export function readFeatures(payload: Uint8Array): PeerFeatures {
  const offered = peer.ChaincodeAdditionalParams.deserializeBinary(payload);
  return {
    writesAtOnce: offered.getUseWriteBatch() ? offered.getMaxSizeWriteBatch() : 0,
    readsAtOnce: offered.getUseGetMultipleKeys() ? offered.getMaxSizeGetMultipleKeys() : 0,
  };
}
