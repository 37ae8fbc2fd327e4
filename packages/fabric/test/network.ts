import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChaincodeInput } from '../src/configuration/chaincode-files.js';
import { CHAINCODE_ENTRY } from '../src/network/chaincode-entry.js';
import type { Connection } from '../src/network/connection.js';
import { resetNetwork } from '../src/network/down.js';
import { readConnection } from '../src/network/read-connection.js';
import { startNetwork as up, type UpStep } from '../src/network/up.js';
import { findPrograms } from '../src/programs/find-programs.js';
import { defaultTopologyText, type Member } from '../src/topology/default-topology.js';

/** Enough for quick tests: one orderer, KSD, BOK and two institutions with a peer each. */
export const SMALL: readonly Member[] = [
  { code: 'KSD', peers: 1, orderers: 1 },
  { code: 'BOK', peers: 1 },
  { code: 'HBSEC', peers: 1 },
  { code: 'DHSEC', peers: 1 },
];

export interface NetworkOptions extends Partial<ChaincodeInput> {
  readonly members?: readonly Member[];
  /** A JavaScript file; the package's own chaincode, built, by default. */
  readonly chaincodeEntry?: string;
  readonly onProgress?: (step: UpStep) => void;
  /** Done when the topology file is there and nothing else. */
  readonly prepare?: (directory: string) => Promise<void>;
}

export interface RunningNetwork {
  readonly connection: Connection;
  readonly directory: string;
  /** Ends every process and removes the directory. */
  stop(): Promise<void>;
}

/** Starts a network of its own in a new directory. Child processes run from the built packages. */
export async function startNetwork(options: NetworkOptions = {}): Promise<RunningNetwork> {
  const programs = findPrograms(process.env);
  const directory = mkdtempSync(join(tmpdir(), 'bondledger-fabric-'));
  writeFileSync(join(directory, 'consortium.yaml'), defaultTopologyText(options.members ?? SMALL));
  const genesis = options.genesis ?? join(directory, 'genesis.json');
  if (options.genesis === undefined) writeFileSync(genesis, '{}\n');
  const stop = async (): Promise<void> => {
    if (existsSync(join(directory, 'ports.json'))) await resetNetwork(directory);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await options.prepare?.(directory);
    await up({
      directory,
      endsWithCaller: true,
      programs,
      chaincodeEntry: options.chaincodeEntry ?? CHAINCODE_ENTRY,
      genesis,
      ...(options.guard === undefined ? {} : { guard: options.guard }),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { connection: readConnection(directory), directory, stop };
}
