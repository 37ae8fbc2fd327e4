import type { Write } from '../block/block.js';

const SETTLEMENT_PREFIXES = ['chain/', 'holding/', 'payment/'] as const;

/** May only KSD and BOK together endorse writes to this key? */
export const isSettlementKey = (key: string): boolean =>
  SETTLEMENT_PREFIXES.some((prefix) => key.startsWith(prefix));

/**
 * The chaincode that keeps the settlement keys of a ledger's chaincode. Fabric checks a policy once
 * for each chaincode that a transaction writes to, and KSD and BOK endorse this one.
 */
export const settlementChaincodeOf = (chaincode: string): string => `${chaincode}-settlement`;

/** What a transaction writes to the keys of one chaincode. */
export interface NamespaceWrites {
  readonly namespace: string;
  readonly writes: readonly Write[];
}

/**
 * The writes of a ledger on Fabric in key order, out of its two chaincodes; undefined where a key
 * stands in the one that it does not belong to.
 */
export function ledgerWrites(
  chaincode: string,
  sets: readonly NamespaceWrites[],
): readonly Write[] | undefined {
  const settlement = settlementChaincodeOf(chaincode);
  const all: Write[] = [];
  for (const { namespace, writes } of sets) {
    if (namespace !== chaincode && namespace !== settlement) continue;
    const isInPlace = ({ key }: Write): boolean =>
      isSettlementKey(key) === (namespace === settlement);
    if (!writes.every(isInPlace)) return undefined;
    all.push(...writes);
  }
  return all.sort((left, right) => (left.key < right.key ? -1 : 1));
}
