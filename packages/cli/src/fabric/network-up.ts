import { consortiumLayout } from '@bondledger/consortium';
import { KSD } from '@bondledger/domain';
import { CHAINCODE_ENTRY, findPrograms, startNetwork } from '@bondledger/fabric';
import type { Call } from '../command/call.js';
import { decimal } from '../output/number.js';
import { FABRIC_TEXTS } from '../texts/fabric.js';
import { speak } from '../texts/language.js';
import { networkPath } from './places.js';

/**
 * Starts the network of a consortium's directory, or what is missing of it, with a line for each
 * step. KSD's chaincode process gets KSD's keys: it is the one with the guard.
 *
 * @throws BondledgerError FABRIC_MISSING and what starting a network throws
 */
export async function networkUp(call: Call, directory: string, topology?: string): Promise<void> {
  const say = speak(FABRIC_TEXTS, call.language);
  const programs = findPrograms(call.io.env);
  const { genesis, keyStore, passphrase } = consortiumLayout(directory);
  const began = performance.now();
  let last = began;
  await startNetwork({
    directory: networkPath(directory),
    programs,
    chaincodeEntry: CHAINCODE_ENTRY,
    genesis,
    ...(topology === undefined ? {} : { topology }),
    guard: { institution: KSD, keyStore: keyStore(KSD), passphrase },
    onProgress: (step) => {
      const now = performance.now();
      call.note(say.stepDone(say[step], decimal((now - last) / 1000, 2)));
      last = now;
    },
  });
  call.note(say.isUp(decimal((performance.now() - began) / 1000, 2)));
}
