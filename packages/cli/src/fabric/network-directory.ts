import { engineNameOf } from '@bondledger/consortium';
import { BondledgerError } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import { dataDirectory } from '../data/data-directory.js';
import { FABRIC, hasNetwork } from './places.js';

/**
 * The directory of `--data` that has a network.
 *
 * @throws BondledgerError NETWORK_UNKNOWN where it has none
 */
export async function networkDirectory(call: Call): Promise<string> {
  const directory = await dataDirectory(call);
  if (engineNameOf(directory) === FABRIC && hasNetwork(directory)) return directory;
  throw new BondledgerError({ code: 'NETWORK_UNKNOWN', params: { path: directory } });
}
