import { GRANT_LENGTH, GRANTS_TOGETHER } from '../sealing/grant.js';
import type { InstructionOpening } from '../transaction/opening.js';

/** The most grants that one step may write. */
const MAX_GRANTS = 16;
const NOTHING = new Uint8Array(0);

/** The grants of an opening, or undefined where they are not whole groups of four. */
export function grantsOf(opening: InstructionOpening): Uint8Array | undefined {
  const grants = opening.grants ?? NOTHING;
  const fits = grants.length % (GRANT_LENGTH * GRANTS_TOGETHER) === 0;
  return fits && grants.length <= GRANT_LENGTH * MAX_GRANTS ? grants : undefined;
}
