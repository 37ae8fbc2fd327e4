import { common } from '@hyperledger/fabric-protos';
import { isThisMachine } from '../nodes/this-machine.js';
import { runningProcess } from '../nodes/running.js';
import type { NodePlan } from '../topology/plan.js';
import { addressOf } from '../topology/plan.js';
import { nodesOf } from './nodes.js';
import { openNetwork, openPeers, ordererEndpoint, whoAsks } from './open-network.js';
import type { Network } from './open-network.js';
import { ordererChannel } from './protocol/orderer-client.js';
import type { PeerClient } from './protocol/peer-client.js';

/** Where a peer's copy of the ledger stands. Hashes in hexadecimal. */
export interface PeerPosition {
  /** Number of blocks. */
  readonly height: number;
  /** Hash of the last block's header: equal where two peers have the same blocks. */
  readonly blockHash: string;
  /** Hash over all changes of state so far: equal where they also took the same of them. */
  readonly commitHash: string;
}

/** One node as it is now. */
export interface NodeStatus {
  readonly name: string;
  readonly kind: NodePlan['kind'];
  readonly institution: string;
  readonly address: string;
  /** Whether its host is this machine. */
  readonly isHere: boolean;
  /** Absent where it does not run on this machine. */
  readonly pid?: number;
  /** A peer's or an orderer's number of blocks, where it answers. */
  readonly height?: number;
  readonly blockHash?: string;
  readonly commitHash?: string;
}

export interface NetworkStatus {
  readonly channel: string;
  readonly nodes: readonly NodeStatus[];
  /** Whether every peer answers and all stand at one height with the same hashes. */
  readonly isAtOne: boolean;
}

const TIMEOUT_MS = 3_000;
/** Where a block keeps its commit hash among its metadata. */
const COMMIT_HASH = 4;

/**
 * What runs, and where each peer's ledger stands.
 *
 * @throws BondledgerError NETWORK_UNKNOWN
 */
export async function networkStatus(directory: string): Promise<NetworkStatus> {
  const network = openNetwork(directory);
  const peers = openPeers(network);
  try {
    const nodes = await Promise.all(
      nodesOf(network.plan).map(async (node) => statusOf(network, node, peers)),
    );
    const heads = nodes
      .filter(({ kind }) => kind === 'peer')
      .map(({ blockHash, commitHash }) => `${blockHash ?? ''} ${commitHash ?? ''}`);
    const isAtOne = new Set(heads).size === 1 && heads[0] !== ' ';
    return { channel: network.plan.topology.channel, nodes, isAtOne };
  } finally {
    for (const peer of peers) peer.close();
  }
}

async function statusOf(
  network: Network,
  node: NodePlan,
  peers: readonly PeerClient[],
): Promise<NodeStatus> {
  const { name, kind, institution } = node;
  const running = runningProcess(network.layout.run, name);
  return {
    name,
    kind,
    institution,
    address: addressOf(node),
    isHere: isThisMachine(node.hostAddress),
    ...(running === undefined ? {} : { pid: running.pid }),
    ...(await positionOf(network, node, peers).catch(() => ({}))),
  };
}

async function positionOf(
  network: Network,
  node: NodePlan,
  peers: readonly PeerClient[],
): Promise<Partial<PeerPosition>> {
  const { channel } = network.plan.topology;
  switch (node.kind) {
    case 'chaincode':
      return {};
    case 'orderer': {
      const admin = whoAsks(network, node.institution);
      const joined = await ordererChannel(ordererEndpoint(node, network.layout), admin, channel);
      return joined === undefined ? {} : { height: joined.height };
    }
    case 'peer': {
      const peer = peers.find(({ endpoint }) => endpoint.name === node.name);
      return peer === undefined ? {} : peerPosition(peer, channel);
    }
  }
}

/** Asks a peer where its ledger stands. @throws BondledgerError NODE_SILENT, NODE_REFUSED */
export async function peerPosition(peer: PeerClient, channel: string): Promise<PeerPosition> {
  const info = await chainInfo(peer, channel);
  const height = info.getHeight();
  const last = common.Block.deserializeBinary(
    await peer.ask(query(channel, 'GetBlockByNumber', [channel, (height - 1).toString()])),
  );
  const metadata = last.getMetadata()?.getMetadataList_asU8()[COMMIT_HASH];
  const commitHash = common.Metadata.deserializeBinary(
    metadata ?? new Uint8Array(),
  ).getValue_asU8();
  return {
    height,
    blockHash: Buffer.from(info.getCurrentblockhash_asU8()).toString('hex'),
    commitHash: Buffer.from(commitHash).toString('hex'),
  };
}

/** A peer's number of blocks. @throws BondledgerError NODE_SILENT, NODE_REFUSED */
export const peerHeight = async (peer: PeerClient, channel: string): Promise<number> =>
  (await chainInfo(peer, channel)).getHeight();

const chainInfo = async (peer: PeerClient, channel: string): Promise<common.BlockchainInfo> =>
  common.BlockchainInfo.deserializeBinary(
    await peer.ask(query(channel, 'GetChainInfo', [channel])),
  );

const query = (
  channel: string,
  operation: string,
  args: readonly string[],
): Parameters<PeerClient['ask']>[0] => ({
  channel,
  chaincode: 'qscc',
  operation,
  args: args.map((arg) => Buffer.from(arg)),
  timeoutMs: TIMEOUT_MS,
});
