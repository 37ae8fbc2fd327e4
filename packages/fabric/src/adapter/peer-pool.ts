import { createHash, X509Certificate } from 'node:crypto';
import { Client, credentials } from '@grpc/grpc-js';
import {
  connect,
  hash,
  type Contract,
  type Gateway,
  type Network,
} from '@hyperledger/fabric-gateway';
import { gateway as gatewayMessages } from '@hyperledger/fabric-protos';
import type { Connection, PeerEndpoint } from '../network/connection.js';
import type { ProposedCall } from '../wire/proposal.js';
import { fastSigner } from './fast-signer.js';
import { KEEPALIVE_MS } from './limits.js';
import { endorsedTransactionIn } from './fabric-block.js';
import type { AnsweredCall, Endorsed, Proposing, ProposingPeer } from './proposing.js';

/** A peer through which is proposed, submitted and read. */
export interface GatewayPeer extends ProposingPeer {
  readonly endpoint: PeerEndpoint;
  readonly network: Network;
}

interface Opened extends GatewayPeer {
  readonly client: Client;
  readonly gateway: Gateway;
}

/**
 * The peers of the client's own institution, one of them in use; whoever meets a failure asks for
 * the next one. Connections are opened when they are first needed, and kept.
 */
export class PeerPool implements Proposing {
  readonly #connection: Connection;
  readonly #endpoints: readonly PeerEndpoint[];
  readonly #opened = new Map<number, Opened>();
  #at = 0;
  /** Called when another peer has come into use. */
  onLeave: () => void = () => undefined;

  constructor(connection: Connection) {
    const { institution } = connection.identity;
    const own = connection.peers.filter((peer) => peer.institution === institution);
    this.#connection = connection;
    this.#endpoints = own.length > 0 ? own : connection.peers;
  }

  get size(): number {
    return this.#endpoints.length;
  }

  /** The peer in use. */
  current(): GatewayPeer {
    return this.#peerAt(this.#at);
  }

  /** Every peer. */
  all(): readonly GatewayPeer[] {
    return this.#endpoints.map((_, at) => this.#peerAt(at));
  }

  /** Changes to the next peer, unless somebody has changed already. */
  leave(peer: object): void {
    if (this.#opened.get(this.#at) !== peer) return;
    this.#at = (this.#at + 1) % this.#endpoints.length;
    this.onLeave();
  }

  #peerAt(at: number): GatewayPeer {
    const known = this.#opened.get(at);
    if (known !== undefined) return known;
    const endpoint = this.#endpoints[at];
    if (endpoint === undefined) throw new TypeError('the connection names no peer');
    const opened = openPeer(this.#connection, endpoint);
    this.#opened.set(at, opened);
    return opened;
  }

  close(): void {
    for (const { gateway, client } of this.#opened.values()) {
      gateway.close();
      client.close();
    }
    this.#opened.clear();
  }
}

function openPeer({ identity, channel, chaincode }: Connection, endpoint: PeerEndpoint): Opened {
  const { tlsKey, tlsCertificate, certificate, mspId, privateKey } = identity;
  const tls = credentials.createSsl(
    Buffer.from(endpoint.tlsCa),
    Buffer.from(tlsKey),
    Buffer.from(tlsCertificate),
  );
  const client = new Client(endpoint.address, tls, {
    'grpc.ssl_target_name_override': endpoint.hostName,
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
    // A peer that comes back is to be found again soon.
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 1_000,
  });
  const der = new X509Certificate(tlsCertificate).raw;
  const gateway = connect({
    client,
    identity: { mspId, credentials: Buffer.from(certificate) },
    signer: fastSigner(privateKey),
    hash: hash.none,
    tlsClientCertificateHash: createHash('sha256').update(der).digest(),
  });
  const network = gateway.getNetwork(channel);
  const contract = network.getContract(chaincode);
  const endorse: ProposingPeer['endorse'] = (call, organizations, milliseconds) =>
    endorseBy(contract, call, organizations, milliseconds);
  return { endpoint, client, gateway, network, endorse };
}

/** The call in a prepared transaction, as its endorsers answered it. */
function answeredCall(prepared: Uint8Array): AnsweredCall {
  const envelope = gatewayMessages.PreparedTransaction.deserializeBinary(prepared).getEnvelope();
  const { txId, action } = endorsedTransactionIn(envelope?.serializeBinary() ?? new Uint8Array(0));
  return { txId, call: action };
}

async function endorseBy(
  contract: Contract,
  { functionName, args, transient }: ProposedCall,
  organizations: readonly string[],
  milliseconds: number,
): Promise<Endorsed> {
  const proposal = contract.newProposal(functionName, {
    arguments: [...args],
    transientData: { ...transient },
    endorsingOrganizations: [...organizations],
  });
  const transaction = await proposal.endorse({ deadline: Date.now() + milliseconds });
  return {
    transactionId: transaction.getTransactionId(),
    result: transaction.getResult(),
    size: transaction.getBytes().length,
    answered: () => answeredCall(transaction.getBytes()),
    submit: (within) => transaction.submit({ deadline: Date.now() + within }),
  };
}
