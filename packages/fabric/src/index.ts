export type {
  ChaincodeConfiguration,
  ClientIdentity,
  Connection,
  PeerEndpoint,
} from './network/connection.js';
export { channelGenesis } from './network/channel-genesis.js';
export { CHAINCODE_ENTRY } from './network/chaincode-entry.js';
export { examineNetwork } from './network/doctor/doctor.js';
export type { Check, Finding } from './network/doctor/finding.js';
export { pauseNode, resetNetwork, resumeNode, stopNetwork } from './network/down.js';
export { networkLogs, type NodeLog } from './network/logs.js';
export type { Network } from './network/open-network.js';
export { prepareNetwork, type PrepareOptions } from './network/prepare.js';
export { readConnection } from './network/read-connection.js';
export { networkStatus, type NetworkStatus, type NodeStatus } from './network/status.js';
export { isNetworkUp, startNetwork, type UpOptions, type UpStep } from './network/up.js';
export { checkVersions, findPrograms, type Programs } from './programs/find-programs.js';
export { defaultTopologyText, type Member } from './topology/default-topology.js';
export { parseTopology, readTopology } from './topology/read-topology.js';
export type { Topology } from './topology/schema.js';
export { fastSigner } from './adapter/fast-signer.js';
export { openFabricLedger, type FabricOptions } from './adapter/open-fabric-ledger.js';
export type { FabricLedger } from './adapter/fabric-ledger.js';
