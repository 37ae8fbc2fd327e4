import { ChaincodeServer, type ShimChaincode, type ShimStream } from './shim-door.js';
import { PeerStream } from './peer-stream.js';

export interface ServeOptions {
  /** `host:port`. */
  readonly address: string;
  readonly packageId: string;
  /** PEM. Peers whose certificates another authority issued are not let in. */
  readonly tls: { readonly key: Buffer; readonly certificate: Buffer; readonly clientCa: Buffer };
}

/** Chaincode that peers can connect to. */
export interface ServedChaincode {
  /** Ends its streams and gives the port back. */
  close(): Promise<void>;
}

class PeerServer extends ChaincodeServer {
  override connect(stream: ShimStream): void {
    super.connect(new PeerStream(stream));
  }
}

/** gRPC bounds messages to 4 MB unless told otherwise: a full transaction is larger. */
const UNBOUNDED = -1;

/** Serves chaincode to the peers of one institution, over mutual TLS. */
export async function serveChaincode(
  chaincode: ShimChaincode,
  { address, packageId, tls }: ServeOptions,
): Promise<ServedChaincode> {
  const server = new PeerServer(chaincode, {
    ccid: packageId,
    address,
    tlsProps: { key: tls.key, cert: tls.certificate, clientCACerts: tls.clientCa },
    'grpc.max_receive_message_length': UNBOUNDED,
    'grpc.max_send_message_length': UNBOUNDED,
  });
  await server.start();
  return {
    close: () =>
      new Promise((resolve) => {
        // Streams of peers do not end by themselves.
        server._server.forceShutdown();
        resolve();
      }),
  };
}
