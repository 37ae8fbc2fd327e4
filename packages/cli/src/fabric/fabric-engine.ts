import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import type { ConsortiumEngine, EngineOptions, ParticipantProfile } from '@bondledger/consortium';
import { BondledgerError, KSD } from '@bondledger/domain';
import {
  channelGenesis,
  checkVersions,
  defaultTopologyText,
  findPrograms,
  networkStatus,
  openFabricLedger,
  readConnection,
  isNetworkUp,
  readTopology,
  stopNetwork,
  type FabricLedger,
  type Member,
} from '@bondledger/fabric';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { FABRIC_TEXTS } from '../texts/fabric.js';
import { speak } from '../texts/language.js';
import { networkUp } from './network-up.js';
import { derivedPath, FABRIC, networkPath, topologyPath } from './places.js';

export interface FabricEngineOptions {
  /** Starts the network where it does not run. */
  readonly starts: boolean;
  /** A topology file to begin with; everything on this machine by default. */
  readonly topology?: string;
}

/** Ledgers on Hyperledger Fabric, each on the network in its directory. */
export function fabricEngine(call: Call, options: FabricEngineOptions): ConsortiumEngine {
  let isUp = !options.starts;
  let started: string | undefined;
  return {
    name: FABRIC,
    prepare: async (directory, participants) => {
      // Nothing is left behind where the programs are missing.
      await checkVersions(findPrograms(call.io.env));
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
      if (!isUp && (await ensureUp(call, opening.directory))) started = opening.directory;
      isUp = true;
      const ledger = await openLedger(opening);
      return {
        ledger,
        laneOf: (submission) => ledger.laneOf(submission),
        batchSizeOf: (participant) => ledger.batchSizeOf(participant),
      };
    },
    stop: async () => {
      if (started === undefined) return;
      await stopNetwork(networkPath(started));
      const say = speak(FABRIC_TEXTS, call.language);
      call.note(say.isDown(shownPath(call, started)));
      started = undefined;
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

/**
 * Starts the network; one whose nodes run on other hosts is used as they started it.
 *
 * @returns Whether it did not run before.
 */
async function ensureUp(call: Call, directory: string): Promise<boolean> {
  const wasUp = isNetworkUp(networkPath(directory));
  try {
    await networkUp(call, directory);
    return !wasUp;
  } catch (error) {
    const isElsewhere = error instanceof BondledgerError && error.code === 'NETWORK_ELSEWHERE';
    if (!isElsewhere || !(await someoneAnswers(networkPath(directory)))) throw error;
    return false;
  }
}

async function openLedger({
  directory,
  genesis,
  nodeKey,
  meter,
}: EngineOptions): Promise<FabricLedger> {
  const path = networkPath(directory);
  const measured = meter === undefined ? {} : { meter };
  const options = { connection: readConnection(path), genesis, nodeKey, ...measured };
  try {
    return await openFabricLedger({ ...options, directory: derivedPath(directory) });
  } catch (error) {
    // Another process has what was read so far: this one reads everything itself.
    if (isLocked(error)) return openFabricLedger(options);
    if (!isSilence(error) || (await someoneAnswers(path))) throw error;
    throw new BondledgerError({ code: 'NETWORK_DOWN', params: { path: directory } });
  }
}

const isSilence = (error: unknown): boolean =>
  error instanceof BondledgerError && error.code === 'NODE_SILENT';

const isLocked = (error: unknown): boolean =>
  error instanceof BondledgerError && error.code === 'DIRECTORY_LOCKED';

async function someoneAnswers(path: string): Promise<boolean> {
  const { nodes } = await networkStatus(path);
  return nodes.some(({ kind, height }) => kind === 'peer' && height !== undefined);
}
