import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { ADMIN, layoutOf, type CLIENT, type Layout } from '../configuration/layout.js';
import {
  planOf,
  type OrdererPlan,
  type PeerPlan,
  type Plan,
  type Ports,
} from '../topology/plan.js';
import { addressOf } from '../topology/plan.js';
import { readTopology } from '../topology/read-topology.js';
import type { ClientIdentity, PeerEndpoint } from './connection.js';
import { openPeer, type PeerClient } from './protocol/peer-client.js';
import type { OrdererEndpoint } from './protocol/orderer-client.js';

/** A network's plan and the places of its files. */
export interface Network {
  readonly plan: Plan;
  readonly layout: Layout;
}

/**
 * Reads what an earlier `up` left in a directory.
 *
 * @throws BondledgerError NETWORK_UNKNOWN where none did; TOPOLOGY_INVALID.
 */
export function openNetwork(directory: string): Network {
  const layout = layoutOf(resolve(directory));
  if (!existsSync(layout.topology) || !existsSync(layout.ports)) {
    throw new BondledgerError({ code: 'NETWORK_UNKNOWN', params: { path: directory } });
  }
  return { plan: planOf(readTopology(layout.topology), readPorts(layout)), layout };
}

/** The ports that were chosen before; none at first. */
export function readPorts(layout: Layout): Ports {
  if (!existsSync(layout.ports)) return {};
  return JSON.parse(readFileSync(layout.ports, 'utf8')) as Ports;
}

export const peerEndpoint = (peer: PeerPlan, layout: Layout): PeerEndpoint => ({
  name: peer.name,
  institution: peer.institution,
  mspId: peer.mspId,
  address: addressOf(peer),
  hostName: peer.name,
  tlsCa: readFileSync(layout.publicTlsCa(peer.institution), 'utf8'),
});

export const ordererEndpoint = (orderer: OrdererPlan, layout: Layout): OrdererEndpoint => ({
  name: orderer.name,
  host: orderer.hostAddress,
  port: orderer.admin,
  hostName: orderer.name,
  tlsCa: readFileSync(layout.publicTlsCa(orderer.institution), 'utf8'),
});

/** An institution's identity of this name, such as `admin`, from its own folder. */
export function readIdentity(
  { plan, layout }: Network,
  institution: string,
  name: string,
): ClientIdentity {
  const home = layout.home(institution, name);
  const text = (...path: readonly string[]): string => readFileSync(join(home, ...path), 'utf8');
  const mspId = plan.institutions.find(({ code }) => code === institution)?.mspId;
  if (mspId === undefined) {
    throw new BondledgerError({
      code: 'PARTICIPANT_UNKNOWN',
      params: { participant: institution },
    });
  }
  return {
    institution,
    mspId,
    certificate: text('msp', 'signcerts', 'cert.pem'),
    privateKey: text('msp', 'keystore', 'key.pem'),
    tlsCertificate: text('tls', 'cert.pem'),
    tlsKey: text('tls', 'key.pem'),
  };
}

/**
 * Who may ask a node: its own institution's administrator, or where that institution's keys are
 * elsewhere, the first administrator whose keys are here. Every member may ask where a ledger
 * stands. The chaincode answers clients alone.
 */
export function whoAsks(
  network: Network,
  institution: string,
  name: typeof ADMIN | typeof CLIENT = ADMIN,
): ClientIdentity {
  const { plan, layout } = network;
  const here = [institution, ...plan.institutions.map(({ code }) => code)].find((code) =>
    existsSync(layout.home(code, name)),
  );
  return readIdentity(network, here ?? institution, name);
}

/** Connections to all peers, each as its own institution's where that is possible. */
export const openPeers = (
  network: Network,
  name: typeof ADMIN | typeof CLIENT = ADMIN,
): readonly PeerClient[] =>
  network.plan.peers.map((peer) =>
    openPeer(peerEndpoint(peer, network.layout), whoAsks(network, peer.institution, name)),
  );
