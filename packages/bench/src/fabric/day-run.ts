import { join } from 'node:path';
import {
  bytesOnDisk,
  createConsortium,
  openConsortium,
  referenceDay,
  runDay,
} from '@bondledger/consortium';
import { networkStatus, type Programs } from '@bondledger/fabric';
import { BenchNetwork, type Started, type Used } from './bench-network.js';
import { memoryOf, type Memory } from './processes.js';
import { TRADES } from './submitting.js';

/** What one trade costs from SUBMIT to SETTLED, at each kind of node. */
export interface NodeCost {
  /** CPU seconds a trade. */
  readonly cpu: number;
  /** Bytes on the disk a trade. */
  readonly bytes: number;
}

export interface DayRun {
  readonly started: Started;
  readonly seconds: number;
  /** Fabric's blocks of the day. */
  readonly blocks: number;
  /** CPU seconds a trade of this process: all institutions and their ledger client. */
  readonly clientCpu: number;
  /** CPU seconds a trade of all nodes together. */
  readonly allCpu: number;
  readonly memory: Memory;
  /** Bytes of Fabric's blocks a trade: what each peer is sent. */
  readonly blockBytes: number;
  /** Means over the nodes of a kind. */
  readonly costs: Readonly<Record<NodeKind, NodeCost>>;
}

/** KSD's peer that clients come to, peers that others run, and the rest. */
export type NodeKind = 'gatewayPeer' | 'peer' | 'orderer' | 'depositoryChaincode' | 'chaincode';

type NodePlan = BenchNetwork['network']['plan']['peers' | 'orderers'][number];

interface Standing extends Used {
  readonly bytes: ReadonlyMap<string, number>;
  readonly height: number;
}

/** The day of 1,548 trades to SETTLED on a network of its own. */
export async function dayRun(
  base: string,
  programs: Programs,
  onNetwork: (network: BenchNetwork) => void,
): Promise<DayRun> {
  const directory = join(base, 'day');
  const network = new BenchNetwork(directory, programs);
  onNetwork(network);
  try {
    const day = referenceDay({ trades: TRADES });
    await createConsortium({ directory, day, engine: network.engine });
    await using consortium = await openConsortium({ directory, engine: network.engine });
    const before = await standing(network);
    const cpu = process.cpuUsage();
    const { seconds, byState, conserved } = await runDay(consortium, day);
    const { user, system } = process.cpuUsage(cpu);
    if (byState.SETTLED !== TRADES || !conserved.securities || !conserved.cash) {
      throw new Error(`the day ended with ${JSON.stringify([byState, conserved])}`);
    }
    const after = await standing(network);
    const { started } = network;
    return {
      started,
      seconds,
      blocks: after.height - before.height,
      blockBytes: (after.blockBytes - before.blockBytes) / TRADES,
      clientCpu: (user + system) / 1e6 / TRADES,
      allCpu: sumOf(growth(before.cpu, after.cpu)) / TRADES,
      memory: await memoryOf(network.directory),
      costs: costsOf(network, before, after),
    };
  } finally {
    await network.remove();
  }
}

async function standing(network: BenchNetwork): Promise<Standing> {
  const used = await network.used();
  const { nodes } = await networkStatus(network.directory);
  const bytes = new Map<string, number>();
  const { plan, layout } = network.network;
  const data = ({ institution, name }: NodePlan): string =>
    join(layout.home(institution, name), 'data');
  for (const peer of plan.peers) bytes.set(peer.name, await bytesOnDisk(data(peer)));
  // An orderer's Raft log beside it is cut at each snapshot, so it does not grow for ever.
  for (const orderer of plan.orderers) {
    bytes.set(orderer.name, await bytesOnDisk(join(data(orderer), 'ledger')));
  }
  const heights = nodes.map(({ height }) => height ?? 0);
  return { ...used, bytes, height: Math.max(...heights) };
}

function costsOf({ network }: BenchNetwork, before: Standing, after: Standing): DayRun['costs'] {
  const { institutions, orderers } = network.plan;
  const [depository, ...others] = institutions;
  const cpu = growth(before.cpu, after.cpu);
  const bytes = growth(before.bytes, after.bytes);
  const cost = (nodes: readonly { readonly name: string }[]): NodeCost => {
    const mean = (of: ReadonlyMap<string, number>): number =>
      nodes.reduce((sum, { name }) => sum + (of.get(name) ?? 0), 0) / nodes.length / TRADES;
    return { cpu: mean(cpu), bytes: mean(bytes) };
  };
  return {
    gatewayPeer: cost(depository?.peers.slice(0, 1) ?? []),
    peer: cost(others.flatMap(({ peers }) => peers)),
    orderer: cost(orderers),
    depositoryChaincode: cost(depository === undefined ? [] : [depository.chaincode]),
    chaincode: cost(others.map(({ chaincode }) => chaincode)),
  };
}

const growth = (
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> =>
  new Map([...after].map(([name, value]) => [name, value - (before.get(name) ?? 0)]));

const sumOf = (values: ReadonlyMap<string, number>): number =>
  [...values.values()].reduce((sum, value) => sum + value, 0);
