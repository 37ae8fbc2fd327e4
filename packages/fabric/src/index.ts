export type {
  ChaincodeConfiguration,
  ClientIdentity,
  Connection,
  PeerEndpoint,
} from './network/connection.js';
