import { connectionProbe } from './protocol/probe.js';
import { endorsersOf } from '../topology/endorsers.js';
import { persist } from './channel.js';
import type { Network } from './open-network.js';
import type { PeerClient } from './protocol/peer-client.js';

/**
 * Waits until every peer that clients come to knows a peer of every other institution, and until
 * the chaincode of each institution answers it.
 */
export async function awaitAcquaintance(
  network: Network,
  peers: readonly PeerClient[],
): Promise<void> {
  const { plan } = network;
  const { all } = endorsersOf(plan);
  const gateways = peers.filter(({ endpoint }) => all.includes(endpoint.mspId));
  await Promise.all(
    gateways.flatMap((gateway) =>
      plan.institutions.map(async ({ mspId }) =>
        persist(network, gateway.endpoint.name, async () => connectionProbe(gateway, plan, mspId)),
      ),
    ),
  );
}
