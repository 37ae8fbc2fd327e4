/** One peer as a client sees it. */
export interface PeerEndpoint {
  /** Its name in the topology file, such as `peer0.ksd`. */
  readonly name: string;
  /** Code of the institution that runs it. */
  readonly institution: string;
  readonly mspId: string;
  /** `host:port`. */
  readonly address: string;
  /** The name that its TLS certificate carries. */
  readonly hostName: string;
  /** PEM of the authority that issued its TLS certificate. */
  readonly tlsCa: string;
}

/** Who a client is to Fabric, and to the other end of its TLS connection. All in PEM. */
export interface ClientIdentity {
  readonly institution: string;
  readonly mspId: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly tlsCertificate: string;
  readonly tlsKey: string;
}

/** What the ledger adapter needs to know of a network. */
export interface Connection {
  readonly channel: string;
  /** Name of the committed chaincode. */
  readonly chaincode: string;
  /** Every peer of the network, KSD's first. */
  readonly peers: readonly PeerEndpoint[];
  /** MSP of each institution that runs a peer, by its code. */
  readonly mspOf: Readonly<Record<string, string>>;
  /** The client that proposes: the gateway of KSD. */
  readonly identity: ClientIdentity;
}

/** How a chaincode process is started: the content of its JSON configuration file. */
export interface ChaincodeConfiguration {
  /** Where it listens, `host:port`. */
  readonly address: string;
  /** The package identifier that its institution's peers know it by. */
  readonly packageId: string;
  /** The same of the chaincode that keeps the settlement keys, which the same process serves. */
  readonly settlement: { readonly address: string; readonly packageId: string };
  /** Paths of PEM files: mutual TLS with the institution's peers. */
  readonly tls: { readonly key: string; readonly certificate: string; readonly clientCa: string };
  /** Path of the genesis file: which ledger this is. */
  readonly genesis: string;
  /** The name under which the ledger's chaincode is committed. */
  readonly chaincode: string;
  /** Code of the institution whose process it is. */
  readonly institution: string;
  /** MSPs by institution code. */
  readonly mspOf: Readonly<Record<string, string>>;
  /** KSD's guard, in KSD's process only: paths of its key store and of its passphrase. */
  readonly guard?: { readonly keyStore: string; readonly passphrase: string };
}
