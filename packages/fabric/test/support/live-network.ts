import assert from 'node:assert/strict';
import { afterAll, beforeAll } from 'vitest';
import type { Submission, Transaction } from '@bondledger/contract';
import { openMemoryLedger } from '@bondledger/ledger';
import type { SampleMarket } from '@bondledger/ledger/testkit';
import type { FabricLedger } from '../../src/adapter/fabric-ledger.js';
import { openFabricLedger } from '../../src/adapter/open-fabric-ledger.js';
import type { Connection } from '../../src/network/connection.js';
import { runningProcess, setPaused } from '../../src/nodes/running.js';
import { pauseNode, resumeNode } from '../../src/network/down.js';
import { openNetwork, type Network } from '../../src/network/open-network.js';
import { networkStatus, type NetworkStatus } from '../../src/network/status.js';
import { until } from '../../src/nodes/until.js';
import type { Member } from '../../src/topology/default-topology.js';
import type { NetworkOptions } from '../network.js';
import { startManyLedgers, type ManyLedgers } from './many-ledgers.js';
import { whyNoNetwork } from './when-installed.js';

/** The least on which the sample market trades: each of its institutions has a peer. */
export const MARKET: readonly Member[] = [
  { code: 'KSD', peers: 1, orderers: 1 },
  { code: 'BOK', peers: 1 },
  { code: 'SELLER', peers: 1 },
  { code: 'BUYER', peers: 1 },
];

/** What any test on a network may take: nodes start and are waited for. */
export const LIVE_MS = 180_000;
const AT_ONE_MS = 60_000;

/** What a genesis and the key of its node open. */
type Opening = Pick<SampleMarket, 'genesis' | 'nodeKey'>;

/** A network that is up while the tests of one suite run. */
export class LiveNetwork {
  #ledgers: ManyLedgers | undefined;

  async start(members: readonly Member[], options: NetworkOptions): Promise<void> {
    this.#ledgers = await startManyLedgers(members, options);
  }

  async stop(): Promise<void> {
    await this.#ledgers?.stop();
  }

  get ledgers(): ManyLedgers {
    assert.ok(this.#ledgers !== undefined, 'the network is not up');
    return this.#ledgers;
  }

  get directory(): string {
    return this.ledgers.network.directory;
  }

  get network(): Network {
    return openNetwork(this.directory);
  }

  connectionFor({ genesis }: Opening): Promise<Connection> {
    return this.ledgers.connectionFor(genesis);
  }

  /** A ledger of its own on the network. */
  async open({ genesis, nodeKey }: Opening): Promise<FabricLedger> {
    const connection = await this.ledgers.connectionFor(genesis);
    return openFabricLedger({ connection, genesis, nodeKey });
  }

  /** Ends a process without asking it; the supervisor starts it again. */
  kill(name: string): void {
    const running = runningProcess(this.network.layout.run, name);
    assert.ok(running !== undefined, `${name} is not running`);
    process.kill(running.pid, 'SIGKILL');
  }

  /** Ends a process without asking it, and has it stay down until it is resumed. */
  async killForLong(name: string): Promise<void> {
    setPaused(this.network.layout.run, name, true);
    this.kill(name);
    await pauseNode(this.directory, name);
  }

  /** Has a process started again that was kept down, and waits until it runs. */
  async resume(name: string): Promise<void> {
    resumeNode(this.directory, name);
    const runs = (): boolean => runningProcess(this.network.layout.run, name) !== undefined;
    assert.ok(await until(runs, AT_ONE_MS), `${name} was not started again`);
  }

  /** Every peer's height and hashes, once all peers are at one; fails where they never are. */
  async atOne(): Promise<NetworkStatus> {
    let status = await networkStatus(this.directory);
    const isAtOne = async (): Promise<boolean> => {
      if (!status.isAtOne) status = await networkStatus(this.directory);
      return status.isAtOne;
    };
    assert.ok(await until(isAtOne, AT_ONE_MS), `peers differ: ${JSON.stringify(status.nodes)}`);
    return status;
  }
}

const why = whyNoNetwork();

/** Suites on a network are skipped where Fabric is not installed, and their titles say so. */
export const NO_NETWORK = why !== undefined;
export const titled = (title: string): string => (why === undefined ? title : `${title} (${why})`);

/** The network of the suite in which it is called: it is up while the suite's tests run. */
export function liveNetwork(members: readonly Member[], options: NetworkOptions = {}): LiveNetwork {
  const live = new LiveNetwork();
  beforeAll(() => live.start(members, options), LIVE_MS);
  afterAll(() => live.stop(), LIVE_MS);
  return live;
}

export const alone = (submission: Submission): Transaction => ({
  submissions: [submission],
  skip: [],
});

/** The state hash of the same batches, one after the other, on an engine without a network. */
export async function hashInMemory(
  { genesis, nodeKey }: Opening,
  sent: readonly Submission[],
): Promise<string> {
  const memory = openMemoryLedger({ genesis, nodeKey });
  try {
    for (const submission of sent) await memory.submit(alone(submission));
    return await memory.stateHash();
  } finally {
    await memory.close();
  }
}
