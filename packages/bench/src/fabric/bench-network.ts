import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  bytesOnDisk,
  consortiumLayout,
  type ConsortiumEngine,
  type EngineLedger,
  type EngineOptions,
  type ParticipantProfile,
} from '@bondledger/consortium';
import { KSD } from '@bondledger/domain';
import {
  CHAINCODE_ENTRY,
  channelGenesis,
  defaultTopologyText,
  networkStatus,
  openFabricLedger,
  readConnection,
  resetNetwork,
  startNetwork,
  stopNetwork,
  type Connection,
  type Member,
  type Network,
  type Programs,
} from '@bondledger/fabric';
import { cpuTimesOf, memoryOf, type CpuTimes, type Memory } from './processes.js';

/** How one `up` went. */
export interface Started {
  /** From the call to the committed chaincode. */
  readonly committedSeconds: number;
  /** To where every gateway peer reaches every institution. */
  readonly readySeconds: number;
  /** Of all nodes, just then. */
  readonly memory: Memory;
}

/** What a network has used so far. */
export interface Used {
  /** CPU seconds of each node, by its name. */
  readonly cpu: CpuTimes;
  /** Bytes of all blocks. */
  readonly blockBytes: number;
}

const DEPOSITORY: Member = { code: KSD, peers: 3, orderers: 3 };
const ASK_AGAIN_MS = 200;
/** Where a peer keeps its blocks, in its folder. */
const BLOCK_FILES = join('data', 'ledgersData', 'chains', 'chains');

/** The demo's network in a consortium's directory: nine peers and three orderers. */
export class BenchNetwork {
  readonly directory: string;
  readonly #consortium: string;
  readonly #programs: Programs;
  #network: Network | undefined;
  #started: Started | undefined;

  constructor(consortium: string, programs: Programs) {
    this.#consortium = consortium;
    this.#programs = programs;
    this.directory = join(consortium, 'fabric');
  }

  /** The plan and places of the network that runs. */
  get network(): Network {
    if (this.#network === undefined) throw new TypeError('the network was not started');
    return this.#network;
  }

  /** How the last `up` went. */
  get started(): Started {
    if (this.#started === undefined) throw new TypeError('the network was not started');
    return this.#started;
  }

  get connection(): Connection {
    return readConnection(this.directory);
  }

  /** Starts the network with the first ledger that is opened. */
  readonly engine: ConsortiumEngine = {
    name: 'fabric',
    prepare: async (directory, participants) => {
      const network = join(directory, 'fabric');
      await writeTopology(network, participants);
      return { fabric: await channelGenesis(network) };
    },
    open: async (options) => {
      if (this.#network === undefined) await this.start();
      return this.#open(options);
    },
  };

  async start(): Promise<void> {
    const { genesis, keyStore, passphrase } = consortiumLayout(this.#consortium);
    const began = performance.now();
    let committedSeconds = 0;
    this.#network = await startNetwork({
      directory: this.directory,
      endsWithCaller: true,
      programs: this.#programs,
      chaincodeEntry: CHAINCODE_ENTRY,
      genesis,
      guard: { institution: KSD, keyStore: keyStore(KSD), passphrase },
      onProgress: (step) => {
        if (step === 'committed') committedSeconds = (performance.now() - began) / 1000;
      },
    });
    const readySeconds = (performance.now() - began) / 1000;
    const memory = await memoryOf(this.directory);
    this.#started = { committedSeconds, readySeconds, memory };
  }

  /** The same network again, whose peers take one key at a time. */
  async startPerKey(): Promise<void> {
    await stopNetwork(this.directory);
    const path = join(this.directory, 'consortium.yaml');
    const text = readFileSync(path, 'utf8');
    const perKey = text.replace('batchMessages: true', 'batchMessages: false');
    if (perKey === text) throw new Error('the topology file has no batchMessages');
    writeFileSync(path, perKey);
    await this.start();
  }

  /** What the network has used so far, as soon as all peers have one height. */
  async used(): Promise<Used> {
    while (!(await networkStatus(this.directory)).isAtOne) await pause(ASK_AGAIN_MS);
    const { plan, layout } = this.network;
    const [peer] = plan.peers;
    if (peer === undefined) throw new TypeError('the network has no peer');
    const blocks = join(layout.home(peer.institution, peer.name), BLOCK_FILES);
    return { cpu: await cpuTimesOf(this.directory), blockBytes: await bytesOnDisk(blocks) };
  }

  /** Ends every process and removes the ledger. */
  async remove(): Promise<void> {
    if (existsSync(join(this.directory, 'ports.json'))) await resetNetwork(this.directory);
    await rm(this.directory, { recursive: true, force: true });
  }

  async #open({ genesis, nodeKey }: EngineOptions): Promise<EngineLedger> {
    const { connection } = this;
    const directory = join(this.#consortium, 'derived');
    const ledger = await openFabricLedger({ connection, genesis, nodeKey, directory });
    return {
      ledger,
      laneOf: (submission) => ledger.laneOf(submission),
      batchSizeOf: (participant) => ledger.batchSizeOf(participant),
    };
  }
}

async function writeTopology(
  directory: string,
  participants: readonly ParticipantProfile[],
): Promise<void> {
  const others = participants.filter(({ code, peer }) => peer && code !== KSD);
  const members = [DEPOSITORY, ...others.map(({ code }) => ({ code, peers: 1 }))];
  await mkdir(directory, { recursive: true });
  writeFileSync(join(directory, 'consortium.yaml'), defaultTopologyText(members));
}
