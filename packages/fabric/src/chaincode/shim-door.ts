import { createRequire } from 'node:module';
import type { ChaincodeResponse, ChaincodeServerOpts, ChaincodeStub } from 'fabric-shim';

/**
 * The parts of fabric-shim that its declarations leave out. All of this package shares one copy of
 * the protocol's messages (package.json of the repository sees to it): two copies in one process
 * overwrite each other's classes, and streams refuse messages of the other copy.
 */
export interface ShimMessage {
  getType(): number;
  setType(type: number): void;
  getPayload_asU8(): Uint8Array;
  setPayload(payload: Uint8Array): void;
  getTxid(): string;
  setTxid(id: string): void;
  getChannelId(): string;
  setChannelId(id: string): void;
}

/** What the shim does with a stream to a peer. */
export interface ShimStream {
  on(event: string, listener: (value: never) => void): unknown;
  write(message: ShimMessage): boolean;
  end(): unknown;
}

/** One stream to a peer, as the shim keeps it. */
export interface ShimHandler {
  readonly _stream: object;
  /** Sends a message of a transaction after those before it, and answers the peer's answer. */
  _askPeerAndListen(message: ShimMessage, method: string): Promise<unknown>;
  /** Has another chaincode called within the same transaction. */
  handleInvokeChaincode(
    chaincode: string,
    args: readonly (string | Uint8Array)[],
    channel: string,
    txId: string,
  ): Promise<{ readonly status: number; readonly message: string; readonly payload: Uint8Array }>;
}

/** The shim's stub, with the handler behind it. */
export interface ShimStub extends ChaincodeStub {
  readonly handler: ShimHandler;
  getBufferArgs(): readonly Buffer[];
  /** The proposal of the client, also where another chaincode has called this one. */
  getSignedProposal(): ReturnType<ChaincodeStub['getSignedProposal']> & {
    readonly proposal: {
      readonly header: { readonly channelHeader: { getExtension_asU8(): Uint8Array } };
    };
  };
}

/** Chaincode as the shim calls it. */
export interface ShimChaincode {
  Init(stub: ShimStub): Promise<ChaincodeResponse>;
  Invoke(stub: ShimStub): Promise<ChaincodeResponse>;
}

/** A server of chaincode, before it is started. */
export interface ShimServer {
  start(): Promise<void>;
  connect(stream: ShimStream): void;
  readonly _server: {
    tryShutdown(callback: (error?: Error) => void): void;
    forceShutdown(): void;
  };
}

type ShimServerClass = new (chaincode: ShimChaincode, options: ChaincodeServerOpts) => ShimServer;

interface ShimProtos {
  readonly peer: { readonly ChaincodeMessage: new () => ShimMessage };
}

const require = createRequire(import.meta.url);

/**
 * It would write a line for each transaction, and one for each refusal; what fails inside is
 * logged here. It reads the level once, when it is loaded.
 */
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'CRITICAL';

export const ChaincodeServer = require('fabric-shim/lib/server.js') as ShimServerClass;
/** The copy of the messages that the shim itself has loaded. */
export const shimProtos = createRequire(require.resolve('fabric-shim'))(
  '@hyperledger/fabric-protos',
) as ShimProtos;
