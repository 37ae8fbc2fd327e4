import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import type { ConsortiumEngine, EngineOptions, ParticipantProfile } from '@bondledger/consortium';
import { BondledgerError, KSD } from '@bondledger/domain';
import {
  channelGenesis,
  defaultTopologyText,
  networkStatus,
  openFabricLedger,
  readConnection,
  readTopology,
  type FabricLedger,
  type Member,
} from '@bondledger/fabric';
import type { Call } from '../command/call.js';
import { networkUp } from './network-up.js';
import { FABRIC, networkPath, topologyPath } from './places.js';

export interface FabricEngineOptions {
  /** Starts the network where it does not run. */
  readonly starts: boolean;
  /** A topology file to begin with; everything on this machine by default. */
  readonly topology?: string;
}

/** Ledgers on Hyperledger Fabric, each on the network in its directory. */
export function fabricEngine(call: Call, options: FabricEngineOptions): ConsortiumEngine {
  let isUp = !options.starts;
  return {
    name: FABRIC,
    prepare: async (directory, participants) => {
      await mkdir(networkPath(directory), { recursive: true });
      const path = topologyPath(directory);
      if (options.topology === undefined) {
        await writeFile(path, defaultTopologyText(membersOf(participants)));
      } else {
        readTopology(options.topology);
        await copyFile(options.topology, path);
      }
      return { fabric: await channelGenesis(networkPath(directory)) };
    },
    open: async (opening) => {
      if (!isUp) await networkUp(call, opening.directory);
      isUp = true;
      const ledger = await openLedger(opening);
      return { ledger, laneOf: (submission) => ledger.laneOf(submission) };
    },
  };
}

/** Peers and orderers at the depository, as many as survive the loss of one and more. */
const AT_THE_DEPOSITORY = { peers: 3, orderers: 3 };

/** Everyone who runs a peer, the depository first. */
const membersOf = (participants: readonly ParticipantProfile[]): readonly Member[] => [
  { code: KSD, ...AT_THE_DEPOSITORY },
  ...participants
    .filter(({ code, peer }) => peer && code !== KSD)
    .map(({ code }) => ({ code, peers: 1 })),
];

async function openLedger({ directory, genesis, nodeKey }: EngineOptions): Promise<FabricLedger> {
  const path = networkPath(directory);
  const connection = readConnection(path);
  try {
    return await openFabricLedger({ connection, genesis, nodeKey });
  } catch (error) {
    if (error instanceof BondledgerError || (await someoneAnswers(path))) throw error;
    throw new BondledgerError({ code: 'NETWORK_DOWN', params: { path: directory } });
  }
}

async function someoneAnswers(path: string): Promise<boolean> {
  const { nodes } = await networkStatus(path);
  return nodes.some(({ kind, height }) => kind === 'peer' && height !== undefined);
}
