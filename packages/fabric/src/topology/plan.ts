import { isIP } from 'node:net';
import type { Topology } from './schema.js';

/** Where a node listens. */
export interface Place {
  readonly name: string;
  readonly institution: string;
  readonly mspId: string;
  /** The host's name in the topology file. */
  readonly host: string;
  /** How others reach the host. */
  readonly hostAddress: string;
  /** The address that the node binds to. */
  readonly bind: string;
  readonly port: number;
}

export interface PeerPlan extends Place {
  readonly kind: 'peer';
  readonly operations: number;
}

export interface OrdererPlan extends Place {
  readonly kind: 'orderer';
  readonly admin: number;
  readonly operations: number;
}

export interface ChaincodePlan extends Place {
  readonly kind: 'chaincode';
  /** The port at which the chaincode that keeps the settlement keys is served. */
  readonly settlement: number;
}

export interface InstitutionPlan {
  readonly code: string;
  readonly mspId: string;
  readonly peers: readonly PeerPlan[];
  readonly orderers: readonly OrdererPlan[];
  readonly chaincode: ChaincodePlan;
}

/** The topology with every port known. */
export interface Plan {
  readonly topology: Topology;
  readonly institutions: readonly InstitutionPlan[];
  readonly peers: readonly PeerPlan[];
  readonly orderers: readonly OrdererPlan[];
  readonly chaincodes: readonly ChaincodePlan[];
}

export type NodePlan = PeerPlan | OrdererPlan | ChaincodePlan;

/** Ports by node and purpose, such as `peer0.ksd/operations`. */
export type Ports = Readonly<Record<string, number>>;

/** A port that the topology leaves open. */
export interface OpenPort {
  readonly key: string;
  readonly bind: string;
}

export const mspIdOf = (code: string): string => `${code}MSP`;

export const addressOf = ({ hostAddress, port }: Place): string =>
  `${isIP(hostAddress) === 6 ? `[${hostAddress}]` : hostAddress}:${port}`;

/** What listens on this machine alone binds there alone. */
export const bindOf = (address: string): string =>
  address === 'localhost' || address.startsWith('127.') || address === '::1' ? address : '0.0.0.0';

/** Fills the ports in that the file leaves to be chosen. @throws RangeError where one is missing */
export function planOf(topology: Topology, ports: Ports): Plan {
  const institutions = topology.institutions.map((institution): InstitutionPlan => {
    const { code } = institution;
    const mspId = mspIdOf(code);
    const place = (name: string, host: string, given: number | 'auto'): Place => {
      const hostAddress = topology.hosts[host] ?? host;
      const port = chosen(ports, `${name}/port`, given);
      return { name, institution: code, mspId, host, hostAddress, bind: bindOf(hostAddress), port };
    };
    const { chaincode } = institution;
    return {
      code,
      mspId,
      chaincode: {
        kind: 'chaincode',
        ...place(chaincodeNameOf(code), chaincode.host, chaincode.port),
        settlement: chosen(ports, `${chaincodeNameOf(code)}/settlement`, chaincode.settlement),
      },
      peers: institution.peers.map((peer) => ({
        kind: 'peer',
        ...place(peer.name, peer.host, peer.port),
        operations: chosen(ports, `${peer.name}/operations`, peer.operations),
      })),
      orderers: institution.orderers.map((orderer) => ({
        kind: 'orderer',
        ...place(orderer.name, orderer.host, orderer.port),
        admin: chosen(ports, `${orderer.name}/admin`, orderer.admin),
        operations: chosen(ports, `${orderer.name}/operations`, orderer.operations),
      })),
    };
  });
  return {
    topology,
    institutions,
    peers: institutions.flatMap(({ peers }) => peers),
    orderers: institutions.flatMap(({ orderers }) => orderers),
    chaincodes: institutions.map(({ chaincode }) => chaincode),
  };
}

const chaincodeNameOf = (code: string): string => `chaincode.${code.toLowerCase()}`;

function chosen(ports: Ports, key: string, given: number | 'auto'): number {
  const port = given === 'auto' ? ports[key] : given;
  if (port === undefined) throw new RangeError(`no port was chosen for ${key}`);
  return port;
}

/** Every port that the file leaves to be chosen. */
export function openPortsOf({ institutions, hosts }: Topology): readonly OpenPort[] {
  return institutions.flatMap(({ code, chaincode, peers, orderers }) =>
    [{ name: chaincodeNameOf(code), ...chaincode }, ...peers, ...orderers].flatMap(
      ({ name, host, ...given }) =>
        Object.entries(given)
          .filter(([, port]) => port === 'auto')
          .map(([purpose]) => ({ key: `${name}/${purpose}`, bind: bindOf(hosts[host] ?? host) })),
    ),
  );
}

/** Ports that the file gives itself. */
export const givenPortsOf = ({ institutions }: Topology): readonly number[] =>
  institutions.flatMap(({ chaincode, peers, orderers }) =>
    [chaincode, ...peers, ...orderers].flatMap((place) =>
      Object.values(place).filter((value) => typeof value === 'number'),
    ),
  );
