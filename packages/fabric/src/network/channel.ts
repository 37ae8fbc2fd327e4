import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { BondledgerError } from '@bondledger/domain';
import { chaincodesOf, type Chaincode } from '../configuration/chaincodes.js';
import { ADMIN } from '../configuration/layout.js';
import { refuseStopped } from './nodes.js';
import { ordererEndpoint, readIdentity, type Network } from './open-network.js';
import {
  approve,
  commit,
  committedSequence,
  installedPackages,
  installPackage,
  isApproved,
  joinChannel,
  joinedChannels,
} from './protocol/lifecycle.js';
import { joinOrderer, ordererChannel } from './protocol/orderer-client.js';
import type { PeerClient } from './protocol/peer-client.js';

const PERSIST_MS = 30_000;
const AGAIN_MS = 100;

/** Makes every orderer a member of the channel. */
export async function joinOrderers(network: Network): Promise<void> {
  const { plan, layout } = network;
  const genesis = readFileSync(layout.genesisBlock);
  await Promise.all(
    plan.orderers.map(async (orderer) => {
      const endpoint = ordererEndpoint(orderer, layout);
      const admin = readIdentity(network, orderer.institution, ADMIN);
      await persist(network, orderer.name, async () => {
        const joined = await ordererChannel(endpoint, admin, plan.topology.channel);
        if (joined === undefined) await joinOrderer(endpoint, admin, genesis);
      });
    }),
  );
}

/** Makes every peer a member of the channel and installs the chaincode on it. */
export async function joinPeers(network: Network, peers: readonly PeerClient[]): Promise<void> {
  const { plan, layout } = network;
  const genesis = readFileSync(layout.genesisBlock);
  const packages = chaincodesOf(plan).map((chaincode) => chaincode.package);
  await Promise.all(
    peers.map(async (peer) => {
      const { name } = peer.endpoint;
      await persist(network, name, async () => {
        const joined = await joinedChannels(peer);
        if (!joined.includes(plan.topology.channel)) await joinChannel(peer, genesis);
      });
      await persist(network, name, async () => {
        const installed = await installedPackages(peer);
        for (const pack of packages) {
          if (!installed.includes(pack.packageId)) await installPackage(peer, pack);
        }
      });
    }),
  );
}

/** Has every institution approve the chaincodes, unless they are committed already. */
export async function approveByAll(network: Network, peers: readonly PeerClient[]): Promise<void> {
  await Promise.all(
    chaincodesOf(network.plan).map((chaincode) => approveChaincode(network, peers, chaincode)),
  );
}

/** Has every institution approve a chaincode, unless it is committed already. */
export async function approveChaincode(
  network: Network,
  peers: readonly PeerClient[],
  chaincode: Chaincode,
): Promise<void> {
  const { channel } = network.plan.topology;
  await Promise.all(
    firstOfEach(peers).map(async (peer) =>
      persist(network, peer.endpoint.name, async () => {
        if ((await committedSequence(peer, channel, chaincode)) >= chaincode.sequence) return;
        if (!(await isApproved(peer, channel, chaincode))) await approve(peer, channel, chaincode);
      }),
    ),
  );
}

/** Commits the chaincodes by the first institution, endorsed by all. */
export async function commitOnce(network: Network, peers: readonly PeerClient[]): Promise<void> {
  await Promise.all(
    chaincodesOf(network.plan).map((chaincode) => commitChaincode(network, peers, chaincode)),
  );
}

/** Commits a chaincode by the first institution, and waits until every peer knows it. */
export async function commitChaincode(
  network: Network,
  peers: readonly PeerClient[],
  chaincode: Chaincode,
): Promise<void> {
  const { channel } = network.plan.topology;
  const { sequence } = chaincode;
  const members = firstOfEach(peers);
  const [first] = members;
  if (first === undefined) return;
  await persist(network, first.endpoint.name, async () => {
    if ((await committedSequence(first, channel, chaincode)) >= sequence) return;
    const endorsers = members.map(({ endpoint }) => endpoint.mspId);
    await commit(first, channel, chaincode, endorsers);
  });
  await Promise.all(
    peers.map(async (peer) =>
      persist(network, peer.endpoint.name, async () => {
        const known = await committedSequence(peer, channel, chaincode);
        if (known < sequence) throw new Error('not committed yet');
      }),
    ),
  );
}

/** One peer of each institution. */
export const firstOfEach = (peers: readonly PeerClient[]): readonly PeerClient[] =>
  peers.filter(
    ({ endpoint }, at) =>
      peers.findIndex((other) => other.endpoint.institution === endpoint.institution) === at,
  );

/**
 * Tries again while nodes find each other: a young network has no leader, no blocks and no
 * acquaintances yet, and says so in many ways.
 *
 * @throws BondledgerError NODE_SILENT or NODE_REFUSED with what was answered last; NODE_STOPPED at
 *   once where a process of the network has ended.
 */
export async function persist(
  network: Network,
  node: string,
  work: () => Promise<void>,
): Promise<void> {
  const end = performance.now() + PERSIST_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      refuseStopped(network);
      if (performance.now() < end) {
        await pause(AGAIN_MS);
        continue;
      }
      if (error instanceof BondledgerError) throw error;
      throw new BondledgerError(
        { code: 'NODE_REFUSED', params: { node, detail: wordsOf(error) } },
        { cause: error },
      );
    }
  }
}

/** What a gateway says, with what the other nodes told it. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details =
    'details' in error && Array.isArray(error.details)
      ? error.details.map((detail: unknown) => JSON.stringify(detail))
      : [];
  return [error.message, ...details].join(' ');
}
