import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { X509Certificate } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { toBase64, type FabricGenesis, type Write } from '@bondledger/contract';
import {
  certify,
  createAuthority,
  validFor,
  type KeyPair,
} from '../../src/certificates/authority.js';
import { readWriteSet } from './fabric-blocks.js';

export const CHANNEL = 'bonds';
export const CHAINCODE = 'bondledger';

/** A node with its identity on the channel. */
export interface Node {
  readonly institution: string;
  readonly pair: KeyPair;
}

export interface Institution {
  readonly code: string;
  readonly authority: KeyPair;
  readonly peer: Node;
  readonly orderer: Node;
  readonly admin: Node;
}

export const mspIdOf = (code: string): string => `${code}MSP`;

/** An institution with an authority and one node of each kind. */
export async function institutionOf(code: string): Promise<Institution> {
  const validity = validFor(10, new Date());
  const authority = await createAuthority(code, `${code} CA`, validity);
  const node = async (role: 'peer' | 'orderer' | 'admin'): Promise<Node> => {
    const commonName = `${role}0.${code.toLowerCase()}`;
    const pair = await certify(authority, { institution: code, commonName, role, ...validity });
    return { institution: code, pair };
  };
  const [peerNode, orderer, admin] = [
    await node('peer'),
    await node('orderer'),
    await node('admin'),
  ];
  return { code, authority, peer: peerNode, orderer, admin };
}

/** What a genesis says of a channel of these institutions, the first of which runs the orderers. */
export const genesisOf = (institutions: readonly Institution[]): FabricGenesis => ({
  chaincode: CHAINCODE,
  channel: CHANNEL,
  organisations: institutions.map(({ code, authority }, at) => ({
    institution: code,
    mspId: mspIdOf(code),
    orderer: at === 0,
    rootCertificates: [toBase64(new X509Certificate(authority.certificate).raw)],
  })),
});

export function identityOf({ institution, pair }: Node): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspIdOf(institution));
  identity.setIdBytes(Buffer.from(pair.certificate));
  return identity.serializeBinary();
}

const signedBy = ({ pair }: Node, ...parts: readonly Uint8Array[]): Uint8Array =>
  sign('sha256', Buffer.concat(parts), createPrivateKey(pair.privateKey));

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** A call of the ledger's chaincode that is endorsed. */
export interface MadeCall {
  readonly answer: Uint8Array;
  readonly writes: readonly Write[];
  readonly endorsers: readonly Node[];
  readonly client: Node;
  readonly channel?: string;
  readonly chaincode?: string;
  /** Writes what settles to the ledger's chaincode, and all else to that of settlement. */
  readonly isCrossed?: boolean;
  /** Endorses the answer to another proposal. */
  readonly isMisplaced?: boolean;
}

/** The transaction's bytes in a block. */
export function endorsedEnvelope(made: MadeCall): Uint8Array {
  const { channel = CHANNEL, endorsers, client } = made;
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setChannelId(channel);
  channelHeader.setTxId(randomBytes(32).toString('hex'));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader(client));
  const proposal = randomBytes(40);
  const hash = sha256(
    header.getChannelHeader_asU8(),
    header.getSignatureHeader_asU8(),
    made.isMisplaced === true ? randomBytes(40) : proposal,
  );
  const answered = new peer.ProposalResponsePayload();
  answered.setProposalHash(hash);
  answered.setExtension$(actionOf(made).serializeBinary());
  const signed = answered.serializeBinary();
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(signed);
  endorsed.setEndorsementsList(
    endorsers.map((node) => {
      const endorsement = new peer.Endorsement();
      endorsement.setEndorser(identityOf(node));
      endorsement.setSignature(signedBy(node, signed, identityOf(node)));
      return endorsement;
    }),
  );
  const call = new peer.ChaincodeActionPayload();
  call.setChaincodeProposalPayload(proposal);
  call.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setHeader(header.getSignatureHeader_asU8());
  action.setPayload(call.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([action]);
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(signedBy(client, payload.serializeBinary()));
  return envelope.serializeBinary();
}

function signatureHeader(node: Node): Uint8Array {
  const header = new common.SignatureHeader();
  header.setCreator(identityOf(node));
  header.setNonce(randomBytes(24));
  return header.serializeBinary();
}

function actionOf({
  chaincode = CHAINCODE,
  answer,
  writes,
  isCrossed,
}: MadeCall): peer.ChaincodeAction {
  const response = new peer.Response();
  response.setStatus(200);
  response.setPayload(answer);
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const action = new peer.ChaincodeAction();
  action.setChaincodeId(id);
  action.setResponse(response);
  action.setResults(readWriteSet(chaincode, writes, isCrossed).serializeBinary());
  return action;
}

/** What of a block is not as by default. */
export interface MadeBlock {
  /** Hash of the header before it. */
  readonly previous?: Uint8Array;
  /** What peers found of each transaction: all valid by default. */
  readonly codes?: readonly number[];
}

/** The hash of a block's header, which the next one names. */
export const headerHash = (block: common.Block): Uint8Array =>
  sha256(derOf(block.getHeader() ?? new common.BlockHeader()));

/** A block of the channel as peers deliver it, signed by these nodes. */
export function signedBlock(
  number: number,
  envelopes: readonly Uint8Array[],
  orderers: readonly Node[],
  { previous, codes }: MadeBlock = {},
): common.Block {
  const header = new common.BlockHeader();
  header.setNumber(number);
  header.setPreviousHash(previous ?? sha256(Buffer.of(number % 256)));
  header.setDataHash(sha256(...envelopes));
  const signed = new common.Metadata();
  signed.setValue(Buffer.from([0x0a, 0x00]));
  signed.setSignaturesList(
    orderers.map((node) => {
      const signature = new common.MetadataSignature();
      signature.setSignatureHeader(signatureHeader(node));
      const parts = [signed.getValue_asU8(), signature.getSignatureHeader_asU8(), derOf(header)];
      signature.setSignature(signedBy(node, ...parts));
      return signature;
    }),
  );
  const data = new common.BlockData();
  data.setDataList([...envelopes]);
  const metadata = new common.BlockMetadata();
  const found = Uint8Array.from(codes ?? envelopes.map(() => 0));
  metadata.setMetadataList([signed.serializeBinary(), new Uint8Array(0), found]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return common.Block.deserializeBinary(block.serializeBinary());
}

/** The header as Fabric signs it: SEQUENCE { INTEGER, OCTET STRING, OCTET STRING }. */
function derOf(header: common.BlockHeader): Uint8Array {
  const hex = header.getNumber().toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const number = (digits[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), digits]) : digits;
  const content = Buffer.concat([
    Buffer.of(2, number.length),
    number,
    ...[header.getPreviousHash_asU8(), header.getDataHash_asU8()].flatMap((hash) => [
      Buffer.of(4, hash.length),
      hash,
    ]),
  ]);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}
