import { BondledgerError } from '@bondledger/domain';

/** LMDB's own errors lie at and above this; the system's are positive. */
const FIRST_OF_LMDB = -30_799;
/** The one of them that tells of a lack of room: MDB_MAP_FULL. */
const MAP_FULL = -30_792;

/**
 * What a failure in LMDB means: STATE_DAMAGED, unless the system refused, which is the disk's
 * fault. The block log is untouched either way.
 */
export function stateError(error: unknown, path: string): unknown {
  if (error instanceof BondledgerError || isOfSystem(error)) return error;
  return new BondledgerError({ code: 'STATE_DAMAGED', params: { path } }, { cause: error });
}

function isOfSystem(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const { code } = error;
  return typeof code !== 'number' || code < FIRST_OF_LMDB || code > 0 || code === MAP_FULL;
}
