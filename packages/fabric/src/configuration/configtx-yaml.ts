import { join } from 'node:path';
import { addressOf, type InstitutionPlan, type OrdererPlan, type Plan } from '../topology/plan.js';
import type { Layout } from './layout.js';

/** The profile that the genesis block is made from. */
export const PROFILE = 'Bondledger';

interface Policy {
  readonly Type: 'Signature' | 'ImplicitMeta';
  readonly Rule: string;
}

const signedBy = (...principals: readonly string[]): Policy => ({
  Type: 'Signature',
  Rule: `OR(${principals.map((principal) => `'${principal}'`).join(', ')})`,
});

const among = (Rule: string): Policy => ({ Type: 'ImplicitMeta', Rule });

const CLIENTS = '/Channel/Application/Clients';

const COMMON = {
  Readers: among('ANY Readers'),
  Writers: among('ANY Writers'),
  Admins: among('MAJORITY Admins'),
};

/** The content of `configtx.yaml`, from which Fabric makes the channel's first block. */
export function configtxYaml(plan: Plan, layout: Layout): unknown {
  const { orderers, institutions } = plan;
  const ordering = institutions.filter((institution) => institution.orderers.length > 0);
  return {
    Profiles: {
      [PROFILE]: {
        Policies: COMMON,
        Capabilities: { V3_0: true },
        Orderer: {
          ...orderingOf(plan, layout),
          Organizations: ordering.map((institution) => ordererOrganisation(institution, layout)),
          Policies: {
            ...COMMON,
            // A block is signed by an orderer, and by nobody else of its institution.
            BlockValidation: signedBy(
              ...new Set(orderers.map((orderer) => `${orderer.mspId}.orderer`)),
            ),
          },
          Capabilities: { V2_0: true },
        },
        Application: {
          Organizations: institutions.map((institution) => organisation(institution, layout)),
          // The contract takes proposals of clients alone: who administers a node moves no trade.
          ACLs: { 'peer/Propose': CLIENTS, 'peer/ChaincodeToChaincode': CLIENTS },
          Policies: {
            ...COMMON,
            Clients: among('ANY Clients'),
            LifecycleEndorsement: among('MAJORITY Endorsement'),
            Endorsement: among('MAJORITY Endorsement'),
          },
          Capabilities: { V2_5: true },
        },
      },
    },
  };
}

function orderingOf({ topology, orderers }: Plan, layout: Layout): object {
  const { ordering } = topology;
  return {
    OrdererType: 'etcdraft',
    BatchTimeout: ordering.batchTimeout,
    BatchSize: {
      MaxMessageCount: ordering.maxMessageCount,
      AbsoluteMaxBytes: ordering.absoluteMaxBytes,
      PreferredMaxBytes: ordering.preferredMaxBytes,
    },
    EtcdRaft: {
      Consenters: orderers.map((orderer) => consenter(orderer, layout)),
      Options: {
        TickInterval: ordering.raft.tick,
        ElectionTick: ordering.raft.electionTicks,
        HeartbeatTick: ordering.raft.heartbeatTicks,
        MaxInflightBlocks: ordering.raft.maxInflightBlocks,
        SnapshotIntervalSize: ordering.raft.snapshotInterval,
      },
    },
  };
}

function consenter({ institution, name, hostAddress, port }: OrdererPlan, layout: Layout): object {
  const certificate = join(layout.home(institution, name), 'tls', 'cert.pem');
  return {
    Host: hostAddress,
    Port: port,
    ClientTLSCert: certificate,
    ServerTLSCert: certificate,
  };
}

const identityOf = ({ code, mspId }: InstitutionPlan, layout: Layout): object => ({
  Name: mspId,
  ID: mspId,
  MSPDir: layout.publicMsp(code),
});

const ordererOrganisation = (institution: InstitutionPlan, layout: Layout): object => ({
  ...identityOf(institution, layout),
  Policies: {
    Readers: signedBy(`${institution.mspId}.member`),
    Writers: signedBy(`${institution.mspId}.member`),
    Admins: signedBy(`${institution.mspId}.admin`),
  },
  OrdererEndpoints: institution.orderers.map(addressOf),
});

const organisation = (institution: InstitutionPlan, layout: Layout): object => {
  const { mspId, peers } = institution;
  return {
    ...identityOf(institution, layout),
    Policies: {
      Readers: signedBy(`${mspId}.admin`, `${mspId}.peer`, `${mspId}.client`),
      Writers: signedBy(`${mspId}.admin`, `${mspId}.client`),
      Clients: signedBy(`${mspId}.client`),
      Admins: signedBy(`${mspId}.admin`),
      Endorsement: signedBy(`${mspId}.peer`),
    },
    // Peers of other institutions find an institution through these.
    AnchorPeers: peers.map(({ hostAddress, port }) => ({ Host: hostAddress, Port: port })),
  };
};
