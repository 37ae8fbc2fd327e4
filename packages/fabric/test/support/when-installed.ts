import { BondledgerError } from '@bondledger/domain';
import { findPrograms } from '../../src/programs/find-programs.js';

/** Why tests on a real network are skipped; undefined where Fabric's programs are installed. */
export function whyNoNetwork(): string | undefined {
  try {
    findPrograms(process.env);
    return undefined;
  } catch (error) {
    if (error instanceof BondledgerError && error.code === 'FABRIC_MISSING') return error.message;
    throw error;
  }
}
