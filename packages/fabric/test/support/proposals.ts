import { common, msp, peer } from '@hyperledger/fabric-protos';

export interface Call {
  readonly name: string;
  readonly args?: readonly string[];
  readonly transient?: Readonly<Record<string, Uint8Array>>;
  /** Whom the client asks; the ledger's chaincode by default. */
  readonly chaincode?: string;
}

/** The proposal of a call as a peer hands it to chaincode: unsigned, for nobody checks it here. */
export function signedProposal(call: Call, txId: string): peer.SignedProposal {
  const creator = new msp.SerializedIdentity();
  creator.setMspid('KsdMSP');
  creator.setIdBytes(Buffer.from('a certificate'));
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId(txId);
  channelHeader.setChannelId(CHANNEL);
  channelHeader.setExtension$(extensionFor(call.chaincode ?? CHAINCODE).serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator.serializeBinary());
  signatureHeader.setNonce(Buffer.alloc(24));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(inputOf(call).serializeBinary());
  for (const [field, value] of Object.entries(call.transient ?? {})) {
    payload.getTransientmapMap().set(field, value);
  }
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return signed;
}

export const CHANNEL = 'bonds';
export const CHAINCODE = 'bondledger';

function extensionFor(chaincode: string): peer.ChaincodeHeaderExtension {
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(id);
  return extension;
}

/** The function and its arguments. */
export function inputOf({ name, args = [] }: Call): peer.ChaincodeInput {
  const input = new peer.ChaincodeInput();
  input.setArgsList([name, ...args].map((arg) => Buffer.from(arg)));
  return input;
}
