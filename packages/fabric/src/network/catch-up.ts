import { ordererEndpoint, whoAsks, type Network } from './open-network.js';
import { persist } from './channel.js';
import { ordererChannel } from './protocol/orderer-client.js';
import type { PeerClient } from './protocol/peer-client.js';
import { peerHeight } from './status.js';

/**
 * Waits until every peer has all blocks that the orderers have. A peer that lost its data would
 * otherwise act on what was true long ago, such as that its institution has approved nothing yet.
 */
export async function catchUp(network: Network, peers: readonly PeerClient[]): Promise<void> {
  const { plan, layout } = network;
  const { channel } = plan.topology;
  const heights = await Promise.all(
    plan.orderers.map(async (orderer) => {
      const asker = whoAsks(network, orderer.institution);
      return (await ordererChannel(ordererEndpoint(orderer, layout), asker, channel))?.height ?? 0;
    }),
  );
  const target = Math.max(0, ...heights);
  await Promise.all(
    peers.map(async (peer) =>
      persist(network, peer.endpoint.name, async () => {
        const height = await peerHeight(peer, channel);
        if (height < target) throw new Error(`at block ${height} of ${target}`);
      }),
    ),
  );
}
