import { join } from 'node:path';

/** Where everything of a network lies in its directory. */
export interface Layout {
  readonly directory: string;
  readonly topology: string;
  readonly ports: string;
  /** What every member may have: MSP folders without keys. */
  readonly publicMsp: (institution: string) => string;
  readonly publicTlsCa: (institution: string) => string;
  /** What an institution keeps to itself: its private keys and its nodes. */
  readonly institution: (institution: string) => string;
  readonly authorities: (institution: string) => string;
  /** Lists of identities that an institution's authority has revoked. */
  readonly revocations: (institution: string) => string;
  /** The folder of an identity or a node: its `msp` and `tls`. */
  readonly home: (institution: string, name: string) => string;
  readonly chaincodeConfiguration: (institution: string) => string;
  /** What an institution's peers reach its chaincode with; the builder passes it on. */
  readonly chaincodeConnection: (institution: string) => string;
  readonly settlementConnection: (institution: string) => string;
  readonly channel: string;
  readonly genesisBlock: string;
  readonly package: string;
  readonly settlementPackage: string;
  readonly builder: string;
  /** Units and instructions for a network over several hosts. */
  readonly hosts: string;
  readonly unit: (host: string, node: string) => string;
  readonly run: string;
  readonly logs: string;
  readonly log: (node: string) => string;
}

/** The identities that every institution has beside its nodes. */
export const ADMIN = 'admin';
export const CLIENT = 'client';
export const CHAINCODE = 'chaincode';

/** Beside the connection of the ledger's chaincode lies that of the settlement keys'. */
export const SETTLEMENT_CONNECTION = 'settlement-connection.json';

export function layoutOf(directory: string): Layout {
  const institution = (code: string): string => join(directory, 'institutions', code);
  const home = (code: string, name: string): string => join(institution(code), name);
  const publicMsp = (code: string): string => join(directory, 'public', code, 'msp');
  const channel = join(directory, 'channel');
  return {
    directory,
    topology: join(directory, 'consortium.yaml'),
    ports: join(directory, 'ports.json'),
    publicMsp,
    publicTlsCa: (code) => join(publicMsp(code), 'tlscacerts', 'tls-ca.pem'),
    institution,
    authorities: (code) => home(code, 'authorities'),
    revocations: (code) => join(home(code, 'authorities'), 'crls'),
    home,
    chaincodeConfiguration: (code) => join(home(code, CHAINCODE), 'configuration.json'),
    chaincodeConnection: (code) => join(home(code, CHAINCODE), 'connection.json'),
    settlementConnection: (code) => join(home(code, CHAINCODE), SETTLEMENT_CONNECTION),
    channel,
    genesisBlock: join(channel, 'genesis.block'),
    package: join(channel, 'chaincode.tar.gz'),
    settlementPackage: join(channel, 'settlement.tar.gz'),
    builder: join(directory, 'builder'),
    hosts: join(directory, 'hosts'),
    unit: (host, node) => join(directory, 'hosts', host, `bondledger-${node}.service`),
    run: join(directory, 'run'),
    logs: join(directory, 'logs'),
    log: (node) => join(directory, 'logs', `${node}.log`),
  };
}
