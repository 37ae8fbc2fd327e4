import { createHash, X509Certificate } from 'node:crypto';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, hash } from '@hyperledger/fabric-gateway';
import { BOK } from '@bondledger/domain';
import { fastSigner, type Connection } from '@bondledger/fabric';

/** A trade that is not there: to read it is the least that the chaincode can be asked for. */
const ABSENT = `20200102-${'0'.repeat(26)}`;
const OK = 0;

/** Orders an empty transaction and waits until it is committed. */
export interface EmptyTransactions {
  send(): Promise<void>;
  close(): void;
}

/**
 * The smallest transaction that a network takes: a query of a trade that is not there, endorsed
 * by KSD and BOK, ordered and committed like a write. It reads one key and writes none.
 */
export function emptyTransactions(connection: Connection): EmptyTransactions {
  const { channel, chaincode, identity, mspOf, peers } = connection;
  const [peer] = peers;
  if (peer === undefined) throw new TypeError('the connection names no peer');
  const { certificate, mspId, privateKey, tlsCertificate, tlsKey } = identity;
  const pem = [peer.tlsCa, tlsKey, tlsCertificate].map((text) => Buffer.from(text));
  const client = new Client(peer.address, credentials.createSsl(...pem), {
    'grpc.ssl_target_name_override': peer.hostName,
  });
  const der = new X509Certificate(tlsCertificate).raw;
  const gateway = connect({
    client,
    identity: { mspId, credentials: Buffer.from(certificate) },
    signer: fastSigner(privateKey),
    hash: hash.none,
    tlsClientCertificateHash: createHash('sha256').update(der).digest(),
  });
  const contract = gateway.getNetwork(channel).getContract(chaincode);
  const central = mspOf[BOK];
  if (central === undefined) throw new TypeError('the central bank has no peer');
  const endorsingOrganizations = [mspId, central];
  return {
    send: async () => {
      const options = { arguments: [ABSENT], endorsingOrganizations };
      const transaction = await contract.newProposal('queryTradeInfo', options).endorse();
      const { code } = await (await transaction.submit()).getStatus();
      if (code !== OK) throw new Error(`an empty transaction ended with ${String(code)}`);
    },
    close: () => {
      gateway.close();
      client.close();
    },
  };
}
