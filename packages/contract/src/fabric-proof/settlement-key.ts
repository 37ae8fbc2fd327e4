const SETTLEMENT_PREFIXES = ['chain/', 'holding/', 'payment/'] as const;

/** May only KSD and BOK together endorse writes to this key? */
export const isSettlementKey = (key: string): boolean =>
  SETTLEMENT_PREFIXES.some((prefix) => key.startsWith(prefix));
