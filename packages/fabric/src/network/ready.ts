import { connectionProbe } from './protocol/probe.js';
import { endorsersOf } from '../topology/endorsers.js';
import { CLIENT } from '../configuration/layout.js';
import { persist } from './channel.js';
import { openPeers, type Network } from './open-network.js';

/**
 * Waits until every peer that clients come to knows a peer of every other institution, and until
 * the chaincode of each institution answers it.
 */
export async function awaitAcquaintance(network: Network): Promise<void> {
  const { plan } = network;
  const { all } = endorsersOf(plan);
  const peers = openPeers(network, CLIENT);
  const gateways = peers.filter(({ endpoint }) => all.includes(endpoint.mspId));
  try {
    await Promise.all(
      gateways.flatMap((gateway) =>
        plan.institutions.map(async ({ mspId }) =>
          persist(network, gateway.endpoint.name, async () =>
            connectionProbe(gateway, plan, mspId),
          ),
        ),
      ),
    );
  } finally {
    for (const peer of peers) peer.close();
  }
}
