import { createPrivateKey } from 'node:crypto';
import { credentials, type Client } from '@grpc/grpc-js';
import { connect, hash, signers, type Gateway } from '@hyperledger/fabric-gateway';
import { gateway as messages, peer as protos } from '@hyperledger/fabric-protos';
import { BondledgerError } from '@bondledger/domain';
import type { ClientIdentity, PeerEndpoint } from '../connection.js';

/** A peer as an administrator's client talks to it. */
export interface PeerClient {
  readonly endpoint: PeerEndpoint;
  readonly gateway: Gateway;
  /**
   * Asks this very peer to carry a request out, and gives the result's bytes.
   *
   * @throws BondledgerError NODE_REFUSED with the peer's words; NODE_SILENT.
   */
  ask(request: PeerRequest): Promise<Uint8Array>;
  close(): void;
}

export interface PeerRequest {
  /** Empty for what concerns the peer and no channel. */
  readonly channel: string;
  readonly chaincode: string;
  readonly operation: string;
  readonly args: readonly Uint8Array[];
  readonly timeoutMs?: number;
}

const ASK_TIMEOUT_MS = 10_000;
const OK = 200;

/** Opens a connection to a peer. It is made when the first request needs it. */
export function openPeer(endpoint: PeerEndpoint, identity: ClientIdentity): PeerClient {
  const client = new protos.EndorserClient(
    endpoint.address,
    credentials.createSsl(
      Buffer.from(endpoint.tlsCa),
      Buffer.from(identity.tlsKey),
      Buffer.from(identity.tlsCertificate),
    ),
    CHANNEL_OPTIONS(endpoint.hostName),
  );
  const gateway = connect({
    client,
    identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(identity.privateKey)),
    hash: hash.sha256,
  });
  return {
    endpoint,
    gateway,
    ask: async (request) => {
      const proposal = await signedProposal(gateway, identity, request);
      const timeoutMs = request.timeoutMs ?? ASK_TIMEOUT_MS;
      const response = await processProposal(client, endpoint.name, proposal, timeoutMs);
      return payloadOf(endpoint.name, response);
    },
    close: () => {
      gateway.close();
      client.close();
    },
  };
}

const CHANNEL_OPTIONS = (hostName: string): ConstructorParameters<typeof Client>[2] => ({
  'grpc.ssl_target_name_override': hostName,
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  // A node that is starting is asked again soon.
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 500,
});

/** The gateway library builds and names the proposal; only its signature is ours to add. */
async function signedProposal(
  gateway: Gateway,
  identity: ClientIdentity,
  { channel, chaincode, operation, args }: PeerRequest,
): Promise<protos.SignedProposal> {
  const proposal = gateway
    .getNetwork(channel)
    .getContract(chaincode)
    .newProposal(operation, { arguments: [...args] });
  const signed = messages.ProposedTransaction.deserializeBinary(proposal.getBytes()).getProposal();
  if (signed === undefined) throw new Error('the proposal is empty');
  const sign = signers.newPrivateKeySigner(createPrivateKey(identity.privateKey));
  signed.setSignature(await sign(proposal.getDigest()));
  return signed;
}

const processProposal = async (
  client: protos.EndorserClient,
  node: string,
  proposal: protos.SignedProposal,
  timeoutMs: number,
): Promise<protos.ProposalResponse> =>
  new Promise((resolve, reject) => {
    const deadline = Date.now() + timeoutMs;
    client.processProposal(proposal, { deadline }, (error, response) => {
      if (response !== undefined) resolve(response);
      else reject(silent(node, error?.details ?? '', error));
    });
  });

const silent = (node: string, detail: string, cause: unknown): BondledgerError =>
  new BondledgerError({ code: 'NODE_SILENT', params: { node, detail } }, { cause });

function payloadOf(node: string, answer: protos.ProposalResponse): Uint8Array {
  const response = answer.getResponse();
  if (response?.getStatus() !== OK) {
    const detail = response?.getMessage() ?? '';
    throw new BondledgerError({ code: 'NODE_REFUSED', params: { node, detail } });
  }
  return response.getPayload_asU8();
}
