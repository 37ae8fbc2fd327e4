import { join } from 'node:path';
import { addressOf, type PeerPlan, type Plan } from '../topology/plan.js';
import { CONNECTION_VARIABLE } from './builder.js';
import { gossipConfiguration } from './gossip.js';
import type { Layout } from './layout.js';
import { PACKAGE_TYPE } from './package.js';

/** Handlers have to be named one by one: a peer with none of them lets everything through. */
const HANDLERS = {
  authFilters: [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }, { name: 'TimeWindowCheck' }],
  decorators: [{ name: 'DefaultDecorator' }],
  endorsers: { escc: { name: 'DefaultEndorsement' } },
  validators: { vscc: { name: 'DefaultValidation' } },
};

/** Far below the default minimum of a minute, at which a busy gateway is told to go away. */
const KEEPALIVE = {
  interval: '7200s',
  timeout: '20s',
  minInterval: '5s',
  client: { interval: '60s', timeout: '20s' },
  deliveryClient: { interval: '60s', timeout: '20s' },
};

/** The client's deadline comes first: it knows how large its transaction is. */
const GATEWAY = {
  enabled: true,
  endorsementTimeout: '30s',
  broadcastTimeout: '10s',
  dialTimeout: '5s',
};

/** The default of 500 refuses a busy gateway with an error that says nothing. */
const LIMITS = {
  concurrency: { endorserService: 5000, deliverService: 5000, gatewayService: 5000 },
};

const MESSAGE_BYTES = 104_857_600;

export const BCCSP = { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } };

/** The content of a peer's `core.yaml`. */
export function coreYaml(peer: PeerPlan, plan: Plan, layout: Layout): unknown {
  const home = layout.home(peer.institution, peer.name);
  const data = join(home, 'data');
  return {
    peer: {
      id: peer.name,
      networkId: plan.topology.channel,
      listenAddress: `${peer.bind}:${peer.port}`,
      address: addressOf(peer),
      // Chaincode is a service that the peer calls; nothing ever calls this port.
      chaincodeListenAddress: '127.0.0.1:0',
      addressAutoDetect: false,
      gateway: GATEWAY,
      keepalive: KEEPALIVE,
      gossip: gossipConfiguration(peer, plan),
      tls: tlsConfiguration(join(home, 'tls'), layout.publicTlsCa(peer.institution), plan, layout),
      authentication: { timewindow: '15m' },
      fileSystemPath: data,
      BCCSP,
      mspConfigPath: join(home, 'msp'),
      localMspId: peer.mspId,
      localMspType: 'bccsp',
      client: { connTimeout: '3s' },
      // A lost orderer is replaced at once: by default the waits grow to an hour.
      deliveryclient: {
        blockGossipEnabled: false,
        reconnectTotalTimeThreshold: '3600s',
        connTimeout: '1s',
        reConnectBackoffThreshold: '1s',
        minimalReconnectInterval: '50ms',
        blockCensorshipTimeoutKey: '30s',
        policy: 'cluster',
      },
      handlers: HANDLERS,
      discovery: {
        enabled: true,
        authCacheEnabled: true,
        authCacheMaxSize: 1000,
        authCachePurgeRetentionRatio: 0.75,
        orgMembersAllowedAccess: false,
      },
      limits: LIMITS,
      maxRecvMsgSize: MESSAGE_BYTES,
      maxSendMsgSize: MESSAGE_BYTES,
    },
    vm: { endpoint: '' },
    chaincode: chaincodeConfiguration(plan, layout),
    ledger: {
      state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
      // A trade's history is read from the blocks: Fabric's index of it would be one more flush.
      history: { enableHistoryDatabase: false },
      pvtdataStore: {
        collElgProcMaxDbBatchSize: 5000,
        collElgProcDbBatchesInterval: 1000,
        deprioritizedDataReconcilerInterval: '60m',
        purgeInterval: 100,
        purgedKeyAuditLogging: true,
      },
      snapshots: { rootDir: join(data, 'snapshots') },
    },
    operations: { listenAddress: `127.0.0.1:${peer.operations}`, tls: { enabled: false } },
    metrics: { provider: 'prometheus' },
  };
}

const tlsConfiguration = (folder: string, ca: string, plan: Plan, layout: Layout): unknown => ({
  enabled: true,
  clientAuthRequired: true,
  cert: { file: join(folder, 'cert.pem') },
  key: { file: join(folder, 'key.pem') },
  clientCert: { file: join(folder, 'cert.pem') },
  clientKey: { file: join(folder, 'key.pem') },
  rootcert: { file: ca },
  clientRootCAs: { files: plan.institutions.map(({ code }) => layout.publicTlsCa(code)) },
});

const chaincodeConfiguration = ({ topology }: Plan, layout: Layout): unknown => ({
  externalBuilders: [
    {
      name: PACKAGE_TYPE,
      path: layout.builder,
      propagateEnvironment: [CONNECTION_VARIABLE],
    },
  ],
  installTimeout: '60s',
  startuptimeout: '60s',
  executetimeout: '30s',
  mode: 'net',
  keepalive: 0,
  system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
  logging: { level: 'info', shim: 'warning' },
  // Absent means off: a batch would then cost a round trip for each key.
  runtimeParams: {
    useWriteBatch: topology.chaincode.batchMessages,
    maxSizeWriteBatch: 1000,
    useGetMultipleKeys: topology.chaincode.batchMessages,
    maxSizeGetMultipleKeys: 1000,
  },
});
