import { CLIENT } from '../configuration/layout.js';
import { mspsOf } from '../configuration/chaincode-files.js';
import type { Connection } from './connection.js';
import { openNetwork, peerEndpoint, readIdentity } from './open-network.js';

/**
 * What a client needs to use the network in a directory.
 *
 * @param institution Whose client it is; the first of `endorsement.all`, KSD, where none is named.
 * @throws BondledgerError NETWORK_UNKNOWN; PARTICIPANT_UNKNOWN where it has no peer.
 */
export function readConnection(directory: string, institution?: string): Connection {
  const network = openNetwork(directory);
  const { plan, layout } = network;
  const { channel, chaincode, endorsement } = plan.topology;
  const isFirst = (code: string): boolean => endorsement.all.includes(code);
  const peers = plan.peers.map((peer) => peerEndpoint(peer, layout));
  const own = institution ?? endorsement.all[0] ?? '';
  return {
    channel,
    chaincode: chaincode.name,
    peers: [
      ...peers.filter((peer) => isFirst(peer.institution)),
      ...peers.filter((peer) => !isFirst(peer.institution)),
    ],
    mspOf: mspsOf(plan),
    identity: readIdentity(network, own, CLIENT),
  };
}
