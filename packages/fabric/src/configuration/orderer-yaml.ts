import { join } from 'node:path';
import type { OrdererPlan, Plan } from '../topology/plan.js';
import { BCCSP } from './core-yaml.js';
import type { Layout } from './layout.js';

const MESSAGE_BYTES = 104_857_600;

/** The content of an orderer's `orderer.yaml`. */
export function ordererYaml(orderer: OrdererPlan, plan: Plan, layout: Layout): unknown {
  const home = layout.home(orderer.institution, orderer.name);
  const data = join(home, 'data');
  const key = join(home, 'tls', 'key.pem');
  const certificate = join(home, 'tls', 'cert.pem');
  const tls = {
    Enabled: true,
    PrivateKey: key,
    Certificate: certificate,
    ClientAuthRequired: true,
  };
  const ownTlsCa = layout.publicTlsCa(orderer.institution);
  return {
    General: {
      ListenAddress: orderer.bind,
      ListenPort: orderer.port,
      TLS: {
        ...tls,
        RootCAs: [ownTlsCa],
        ClientRootCAs: plan.institutions.map(({ code }) => layout.publicTlsCa(code)),
      },
      // A peer's gateway asks more often than the default minimum of a minute allows.
      Keepalive: { ServerMinInterval: '5s', ServerInterval: '7200s', ServerTimeout: '20s' },
      Backoff: { BaseDelay: '100ms', Multiplier: 1.6, MaxDelay: '1s' },
      MaxRecvMsgSize: MESSAGE_BYTES,
      MaxSendMsgSize: MESSAGE_BYTES,
      Throttling: { Rate: 0, InactivityTimeout: '5s' },
      Cluster: {
        SendBufferSize: 100,
        ClientCertificate: certificate,
        ClientPrivateKey: key,
        DialTimeout: '1s',
        RPCTimeout: '3s',
        ReplicationRetryTimeout: '1s',
      },
      BootstrapMethod: 'none',
      LocalMSPDir: join(home, 'msp'),
      LocalMSPID: orderer.mspId,
      BCCSP,
      Authentication: { TimeWindow: '15m' },
    },
    FileLedger: { Location: join(data, 'ledger') },
    Operations: {
      ListenAddress: `127.0.0.1:${orderer.operations}`,
      TLS: { Enabled: false },
    },
    Metrics: { Provider: 'prometheus' },
    // Whoever joins it to a channel comes from its own institution.
    Admin: {
      ListenAddress: `${orderer.bind}:${orderer.admin}`,
      TLS: { ...tls, RootCAs: [ownTlsCa], ClientRootCAs: [ownTlsCa] },
    },
    // The genesis block of a large consortium is larger than the default of 1 MB.
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '16 MB' },
    Consensus: {
      WALDir: join(data, 'raft', 'wal'),
      SnapDir: join(data, 'raft', 'snapshot'),
    },
  };
}
