import { ENGINE_PREFIX, OPERATIONS, type Operation } from '@bondledger/contract';

/** Writes the genesis: the first transaction of the chaincode, and the only one of its kind. */
export const INIT = 'init';

/** Every function of the chaincode. */
export const FUNCTIONS = [INIT, ...OPERATIONS] as const;

export type FunctionName = typeof INIT | Operation;

export const isFunctionName = (name: string): name is FunctionName =>
  FUNCTIONS.some((known) => known === name);

/** The transient field that carries a transaction. */
export const TRANSACTION_FIELD = 'transaction';

/**
 * Changes with every change of the registry: what a transaction reads instead of the registry
 * entries themselves, whose names would tell whom it concerns.
 */
export const REGISTRY_VERSION_KEY = `${ENGINE_PREFIX}registry`;
