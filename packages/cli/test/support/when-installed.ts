import { BondledgerError } from '@bondledger/domain';
import { findPrograms } from '@bondledger/fabric';

/** Why commands on a real network are not tested; undefined where Fabric's programs are there. */
export function whyNoNetwork(): string | undefined {
  try {
    findPrograms(process.env);
    return undefined;
  } catch (error) {
    if (error instanceof BondledgerError && error.code === 'FABRIC_MISSING') return error.message;
    throw error;
  }
}
